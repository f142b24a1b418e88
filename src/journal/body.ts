/** Bodies as records have them: text where they are text, Base64 where they are not. */

import { isUtf8 } from 'node:buffer';
import type { Exchange } from '../core/exchange.ts';
import { isContentless } from '../core/http-words.ts';
import type { Json } from '../core/json.ts';
import type { ExchangeEntry } from './entry.ts';
import type { Concealment } from './mask/concealment.ts';
import { MASKED } from './mask/masked-values.ts';
import type { RecordedBody } from './record.ts';
import type { Values } from './values.ts';

type Content = Pick<RecordedBody, 'text' | 'base64'>;

/** True where only the beginning of a body is kept: nothing of it can be asked any more. */
export function isBodyCut({ payload }: Exchange): boolean {
  return payload.kind === 'raw'
    ? payload.wholeBytes !== undefined
    : payload.kind === 'multipart' && payload.isCut === true;
}

/** Null where no body came. What was not read is told by its announced length. */
export function requestBody(
  { exchange, refusal }: Pick<ExchangeEntry, 'exchange' | 'refusal'>,
  received: Values,
  hidden: Concealment,
): RecordedBody | null {
  const { payload, request } = exchange;
  const type = headerText(request.headers['content-type']);
  const announced = Number(request.headers['content-length'] ?? 0);
  switch (payload.kind) {
    case 'none': {
      const isUnread = announced > 0 || (refusal !== undefined && request.headers['transfer-encoding'] !== undefined);
      return isUnread ? { bytes: announced, type, isCut: true } : null;
    }
    case 'json': {
      return {
        bytes: Buffer.byteLength(payload.text),
        type,
        text: jsonText(payload.text, received.body ?? null, hidden),
      };
    }
    case 'form':
      return { bytes: Buffer.byteLength(payload.text), type, text: hidden.form(payload.text) };
    case 'multipart':
      return { bytes: announced, type, isMultipart: true, ...(payload.isCut ? { isCut: true } : {}) };
    case 'raw': {
      const bytes = payload.bytes ?? Buffer.from(payload.text);
      const isLatin1 = /charset="?(latin1|iso-8859-1)\b/i.test(type ?? '');
      const whole = payload.wholeBytes;
      return {
        bytes: whole ?? bytes.length,
        type,
        ...rawContent(bytes, { isLatin1, type, hidden }),
        ...(whole === undefined ? {} : { isCut: true }),
      };
    }
  }
}

/** Null where nothing was sent: HEAD, statuses without content, a handshake that was accepted. */
export function answerBody(
  { plan, status, method, answerBytes }: Pick<ExchangeEntry, 'plan' | 'status' | 'method' | 'answerBytes'>,
  hidden: Concealment,
): RecordedBody | null {
  if (!plan || method === 'HEAD' || isContentless(status)) return null;
  const type = planHeader(plan.headers, 'content-type') ?? null;
  if (plan.kind === 'file') {
    return { bytes: Number(planHeader(plan.headers, 'content-length') ?? 0), type, file: hidden.text(plan.name) };
  }
  const bytes = Buffer.from(plan.body);
  if (bytes.length === 0) return null;
  return {
    bytes: answerBytes ?? bytes.length,
    type,
    ...content(bytes, hidden),
    ...(answerBytes === undefined ? {} : { isCut: true }),
  };
}

/** Text, unless it is no UTF-8 or has characters that no text has. */
function content(bytes: Buffer, hidden: Concealment): Content {
  if (isUtf8(bytes)) {
    const text = bytes.toString('utf8');
    if (!/[\u0000-\u0008\u000e-\u001a\u001c-\u001f]/.test(text)) return { text: hidden.text(text) };
  }
  return { base64: base64(bytes, hidden) };
}

/** What is masked is looked for byte by byte. */
export function base64(bytes: Buffer, hidden: Concealment): string {
  const shown = hidden.isNeeded ? Buffer.from(hidden.text(bytes.toString('latin1')), 'latin1') : bytes;
  return shown.toString('base64');
}

/** The text of a value of which parts are masked is written anew: in JSON a secret may be spelled in many ways. */
function jsonText(text: string, value: Json, hidden: Concealment): string {
  if (!hidden.isNeeded) return text;
  if (!hidden.masks('body')) return hidden.text(text);
  const masked = hidden.value('body', value);
  return JSON.stringify(masked) === JSON.stringify(value) ? text : JSON.stringify(masked);
}

/** Of a body that may be JSON, broken or cut, nobody knows where its masked places are. */
function rawContent(
  bytes: Buffer,
  {
    isLatin1,
    type,
    hidden,
  }: { readonly isLatin1: boolean; readonly type: string | null; readonly hidden: Concealment },
): Content {
  if (hidden.masksAll('body') || (hidden.masks('body') && mayBeJson(bytes, type))) return { text: MASKED };
  if (hidden.masks('form') && /urlencoded/i.test(type ?? '')) return { text: hidden.form(bytes.toString('utf8')) };
  return isLatin1 ? { text: hidden.text(bytes.toString('latin1')) } : content(bytes, hidden);
}

function mayBeJson(bytes: Buffer, type: string | null): boolean {
  return type === null || /json/i.test(type) || /^[\s\ufeff]*[[{"]/.test(bytes.toString('utf8', 0, 64));
}

function headerText(value: string | readonly string[] | undefined): string | null {
  return value === undefined ? null : String(value);
}

function planHeader(headers: readonly string[], name: string): string | undefined {
  const at = headers.findIndex((item, index) => index % 2 === 0 && item.toLowerCase() === name);
  return at < 0 ? undefined : headers[at + 1];
}
