/** Multipart bodies: koa-body takes them apart, within bounds; nothing stays behind when that fails. */

import type { IncomingMessage } from 'node:http';
import { RequestError } from '../core/errors.ts';
import type { Payload } from '../core/exchange.ts';
import { formatSize } from '../core/size.ts';
import { bodyContext } from './body-context.ts';
import type { BodyLimits } from './body-limits.ts';
import type { ContentType } from './content-type.ts';
import { createPartIntake, type Part, uploadTooLarge } from './multipart-parts.ts';
import { announcedBytes, brokenOff } from './request-body.ts';
import type { Uploads } from './uploads.ts';

/** More than any client writes; the parser keeps them in memory. */
const PART_HEADER_BYTES = 16 * 1024;
/** RFC 2046 §5.1.1. */
const MAX_BOUNDARY_LENGTH = 70;

export interface ReceivedMultipart {
  readonly payload: Extract<Payload, { readonly kind: 'multipart' }>;
  /** Removes the files; safe to call twice, never fails. */
  release(): Promise<void>;
}

interface MultipartOptions {
  readonly type: ContentType;
  readonly limits: BodyLimits;
  readonly uploads: Uploads;
}

/**
 * Fields in their order, and files whose names, types and hashes are known.
 * Throws RequestError: 413 beyond `limits.upload`, `limits.body` (the fields) or `limits.fields` (the parts),
 * 400 when it is malformed or breaks off, 415 for a charset or transfer encoding that is not taken.
 */
export async function readMultipart(
  req: IncomingMessage,
  { type, limits, uploads }: MultipartOptions,
): Promise<ReceivedMultipart> {
  checkBoundary(type);
  const wholeBytes = limits.uploadBytes + limits.bodyBytes;
  if ((announcedBytes(req) ?? 0) > wholeBytes) throw uploadTooLarge(limits);
  const [{ koaBody }, { createBoundedMultipart }] = await Promise.all([
    import('koa-body'),
    import('./bounded-multipart.ts'),
  ]);
  if (req.destroyed) throw brokenOff();

  let reject = (_reason: unknown): void => {};
  const failed = new Promise<never>((_, onFailure) => {
    reject = onFailure;
  });
  const fail = (reason: unknown): void => {
    parser.stop();
    reject(reason);
  };
  const parser = createBoundedMultipart({ wholeBytes, partHeaderBytes: PART_HEADER_BYTES }, (bound) => {
    fail(bound === 'wholeBytes' ? uploadTooLarge(limits) : headersTooLarge());
  });
  const intake = createPartIntake(
    { fail, pause: () => req.pause(), resume: () => req.resume() },
    { limits, uploads, charset: type.charset },
  );
  const read = koaBody({
    json: false,
    urlencoded: false,
    text: false,
    multipart: true,
    patchKoa: false,
    formidable: {
      // Bytes as characters: its own decoding breaks letters that two chunks share, and replaces what is no UTF-8.
      encoding: 'binary',
      enabledPlugins: [parser.plugin],
      // Its own reading of parts loses their order, and throws on the transfer encoding "7bit" where nothing catches it.
      onPart: (part) => intake.take(part as unknown as Part),
    },
  });
  const onClose = (): void => {
    if (!req.complete) fail(brokenOff());
  };
  req.once('close', onClose);
  try {
    await Promise.race([read(bodyContext(req), async () => {}), failed]);
    const parts = await Promise.race([intake.finish(), failed]);
    return { payload: { kind: 'multipart', ...parts }, release: intake.discard };
  } catch (error) {
    parser.stop();
    await intake.discard();
    throw formError(error);
  } finally {
    req.off('close', onClose);
  }
}

function checkBoundary({ parameters }: ContentType): void {
  const length = parameters.get('boundary')?.length ?? 0;
  if (length > 0 && length <= MAX_BOUNDARY_LENGTH) return;
  throw malformed(`the multipart content type needs a boundary of 1 to ${MAX_BOUNDARY_LENGTH} characters`);
}

function headersTooLarge(): RequestError {
  return malformed(`the headers of a part are longer than ${formatSize(PART_HEADER_BYTES)}`);
}

function malformed(message: string): RequestError {
  return new RequestError(400, 'malformed', message);
}

/** formidable's `code` and `httpCode` in our words. */
function formError(error: unknown): unknown {
  if (error instanceof RequestError) return error;
  const { code, httpCode } = error as { readonly code?: unknown; readonly httpCode?: unknown };
  if (code === ABORTED) return brokenOff();
  if (code === UNKNOWN_TRANSFER_ENCODING) {
    const message = 'a part has a transfer encoding that is not taken; send binary or base64';
    return new RequestError(415, 'wrong-type', message);
  }
  return httpCode === 400
    ? malformed('the multipart body breaks off, or its boundary does not set its parts apart')
    : error;
}

/** Numbers of formidable's FormidableError.js. */
const ABORTED = 1002;
const UNKNOWN_TRANSFER_ENCODING = 1014;
