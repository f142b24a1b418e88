/** The body of a request as a Payload: within limits, taken apart by content type, refused in the caller's words. */

import { isUtf8 } from 'node:buffer';
import type { IncomingMessage } from 'node:http';
import { RequestError } from '../core/errors.ts';
import type { BodyMode, Payload } from '../core/exchange.ts';
import { parseFormText } from '../kinds/source/form-text.ts';
import { decodeJson, parseJsonString, withoutMark } from '../kinds/source/json-text.ts';
import type { BodyLimits } from './body-limits.ts';
import { type BodyKind, type ContentType, parseContentType } from './content-type.ts';
import { contentCoding, readInflated } from './read-inflated.ts';
import { readMultipart } from './read-multipart.ts';
import { readBytes } from './request-body.ts';
import type { Uploads } from './uploads.ts';

export type { BodyLimits } from './body-limits.ts';
export { hasBody } from './request-body.ts';

export interface Received {
  readonly payload: Payload;
  /** Removes what the request left on disk; safe to call twice, never fails. Undefined where there is nothing to remove. */
  readonly release: (() => Promise<void> | void) | undefined;
}

/** Which kinds of body a mode takes, and how that is said. */
const TAKEN: Readonly<
  Record<Exclude<BodyMode, 'open'>, { readonly kinds: readonly BodyKind[]; readonly types: string }>
> = {
  json: { kinds: ['json', 'none'], types: 'application/json' },
  form: {
    kinds: ['urlencoded', 'multipart'],
    types: 'application/x-www-form-urlencoded or multipart/form-data',
  },
  multipart: { kinds: ['multipart'], types: 'multipart/form-data' },
};

/**
 * Reads the body of a request that has one; ask `hasBody` first.
 * In the mode `open` JSON and forms are parsed by content type and all else is text: in the charset that it names,
 * else UTF-8 where it is that, else Latin-1, one character a byte; text of no type is JSON when it parses as such.
 * Throws RequestError: 413 beyond a limit, 415 for a type, charset or encoding that is not taken, 400 when it is malformed
 * or breaks off. `onUnreadable` is told of a malformed body as it came. What is left of a refused body is for `sendPlan` to get rid of.
 */
export async function readPayload(
  context: { readonly req: IncomingMessage; readonly onUnreadable?: (payload: Payload) => void },
  mode: BodyMode,
  limits: BodyLimits,
  uploads: Uploads,
): Promise<Received> {
  const { req } = context;
  const type = parseContentType(req.headers['content-type']);
  if (mode !== 'open') refuseOtherTypes(mode, type);
  if (type.charset === undefined && type.kind !== 'other') throw wrongCharset(type);
  const coding = contentCoding(req.headers['content-encoding']);
  if (type.kind === 'multipart') {
    if (coding !== 'identity') {
      throw new RequestError(
        415,
        'wrong-type',
        'a multipart body is not taken compressed; send it without an encoding',
      );
    }
    return readMultipart(req, { type, limits, uploads });
  }
  const bytes =
    coding === 'identity' ? await readBytes(req, limits.bodyBytes) : await readInflated(req, coding, limits.bodyBytes);
  try {
    return { payload: takeApart(bytes, type, { mode, limits }), release: undefined };
  } catch (error) {
    context.onUnreadable?.(new RawPayload(bytes, type.charset));
    throw error;
  }
}

/**
 * Of a body that no route was to read: as the mode `open` has it where that can be, else its bytes; `wholeBytes` says that
 * they are only the first of so many. Never throws.
 */
export function glancePayload(
  req: IncomingMessage,
  bytes: Buffer,
  { limits, wholeBytes }: { readonly limits: BodyLimits; readonly wholeBytes: number | undefined },
): Payload {
  const type = parseContentType(req.headers['content-type']);
  const isPlain = req.headers['content-encoding'] === undefined && type.kind !== 'multipart';
  if (isPlain && wholeBytes === undefined) {
    try {
      return takeApart(bytes, type, { mode: 'open', limits });
    } catch (error) {
      if (!(error instanceof RequestError)) throw error;
    }
  }
  return new RawPayload(bytes, type.charset, wholeBytes);
}

interface Intent {
  readonly mode: BodyMode;
  readonly limits: BodyLimits;
}

function takeApart(bytes: Buffer, type: ContentType, { mode, limits }: Intent): Payload {
  if (bytes.length === 0) return { kind: 'none' };
  switch (type.kind) {
    case 'urlencoded': {
      const text = decodeText(bytes, type.charset);
      return { kind: 'form', fields: parseFormText(text, limits), text };
    }
    case 'json':
      return takeJson(bytes, type, limits);
    case 'none':
      return mode === 'json' ? takeJson(bytes, type, limits) : takeUntyped(bytes, type, limits);
    default:
      return new RawPayload(bytes, type.charset);
  }
}

function takeJson(bytes: Buffer, { charset }: ContentType, limits: BodyLimits): Payload {
  const utf8 = charset === 'latin1' ? Buffer.from(bytes.toString('latin1')) : bytes;
  const text = decodeJson(utf8);
  return { kind: 'json', value: parseJsonString(withoutMark(text), limits, utf8), text };
}

/** What is neither JSON nor a form: the text is made when it is asked for. */
class RawPayload {
  readonly kind = 'raw';
  readonly bytes: Buffer;
  readonly wholeBytes: number | undefined;
  readonly #charset: ContentType['charset'];

  constructor(bytes: Buffer, charset: ContentType['charset'], wholeBytes?: number) {
    this.bytes = bytes;
    this.wholeBytes = wholeBytes;
    this.#charset = charset;
  }

  get text(): string {
    return decodeAnything(this.bytes, this.#charset);
  }
}

function takeUntyped(bytes: Buffer, type: ContentType, limits: BodyLimits): Payload {
  try {
    return takeJson(bytes, type, limits);
  } catch (error) {
    if (error instanceof RequestError) return new RawPayload(bytes, type.charset);
    throw error;
  }
}

/** Throws RequestError (400) for what is no text of that charset. */
function decodeText(bytes: Buffer, charset: ContentType['charset']): string {
  if (charset === 'latin1') return bytes.toString('latin1');
  if (!isUtf8(bytes)) throw new RequestError(400, 'malformed', 'the body is no valid UTF-8 text');
  return bytes.toString('utf8');
}

function decodeAnything(bytes: Buffer, charset: ContentType['charset']): string {
  return charset !== 'latin1' && isUtf8(bytes) ? bytes.toString('utf8') : bytes.toString('latin1');
}

function refuseOtherTypes(mode: Exclude<BodyMode, 'open'>, { kind, type }: ContentType): void {
  const { kinds, types } = TAKEN[mode];
  if (kinds.includes(kind)) return;
  const found = kind === 'none' ? 'the request names no content type' : `not "${type}"`;
  throw new RequestError(415, 'wrong-type', `this route takes ${types}; ${found}`, [
    'accept',
    types.replace(' or ', ', '),
  ]);
}

function wrongCharset({ type, parameters }: ContentType): RequestError {
  const message = `the charset "${parameters.get('charset')}" of ${type} is not taken; send UTF-8`;
  return new RequestError(415, 'wrong-type', message);
}
