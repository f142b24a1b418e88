/** Frames of a channel as records have them: JSON where they are that, else text or Base64. */

import { isUtf8 } from 'node:buffer';
import type { Json } from '../core/json.ts';
import { withoutMark } from '../kinds/source/json-text.ts';
import { base64 } from './body.ts';
import type { ReceivedEntry, SentEntry } from './entry.ts';
import type { Concealment } from './mask/concealment.ts';
import { MASKED } from './mask/masked-values.ts';
import type { RecordedMessage } from './record.ts';

type Kept = Buffer | SentEntry['frame'];

/** The value of a frame that is JSON; undefined for any other. */
export function frameJson(frame: Kept): Json | undefined {
  const bytes = bytesOf(frame);
  if (!isUtf8(bytes)) return undefined;
  try {
    return JSON.parse(withoutMark(bytes.toString('utf8'))) as Json;
  } catch {
    return undefined;
  }
}

interface KeptMessage extends Pick<ReceivedEntry, 'isBinary' | 'wholeBytes'> {
  readonly frame: Kept;
  /** True where it may say again what is masked and not known any more. */
  readonly isSecret?: boolean;
}

export function recordedMessage(
  { isBinary, wholeBytes, isSecret = false, ...entry }: KeptMessage,
  hidden: Concealment,
): RecordedMessage {
  const bytes = bytesOf(entry.frame);
  const json = isBinary || wholeBytes !== undefined ? undefined : frameJson(entry.frame);
  return {
    bytes: wholeBytes ?? bytes.length,
    ...(isSecret && hidden.masks('message') ? { text: MASKED } : shownContent(bytes, json, { isBinary, hidden })),
    ...(wholeBytes === undefined ? {} : { isCut: true }),
  };
}

function shownContent(
  bytes: Buffer,
  json: Json | undefined,
  { isBinary, hidden }: { readonly isBinary: boolean; readonly hidden: Concealment },
): Pick<RecordedMessage, 'json' | 'text' | 'base64'> {
  return json === undefined ? otherContent(bytes, { isBinary, hidden }) : { json: hidden.value('message', json) };
}

/** Of what may be JSON, broken or cut, nobody knows where its masked places are. */
function otherContent(
  bytes: Buffer,
  { isBinary, hidden }: { readonly isBinary: boolean; readonly hidden: Concealment },
): Pick<RecordedMessage, 'text' | 'base64'> {
  if (hidden.masksAll('message') || (hidden.masks('message') && mayHoldMembers(bytes))) return { text: MASKED };
  if (!isBinary) return { text: hidden.text(bytes.toString('utf8')) };
  return { base64: base64(bytes, hidden) };
}

/** True of bytes that begin as JSON with something inside does, whether or not they are any. */
export function mayHoldMembers(bytes: Buffer): boolean {
  return /^[\s\ufeff]*[[{]/.test(bytes.toString('utf8', 0, 64));
}

function bytesOf(frame: Kept): Buffer {
  if (Buffer.isBuffer(frame)) return frame;
  return frame.kind === 'text' ? Buffer.from(frame.text) : frame.bytes;
}
