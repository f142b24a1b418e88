/** Compressed bodies: gzip and deflate, inflated by koa-body within a limit. */

import type { IncomingMessage } from 'node:http';
import { RequestError } from '../core/errors.ts';
import { bodyContext } from './body-context.ts';
import { announcedBytes, bodyTooLarge, brokenOff } from './request-body.ts';

/** Names of RFC 9110 §8.4.1 and what koa-body calls them. Not `br`: Node 20's decoder has a memory bug. */
const CODINGS: ReadonlyMap<string, 'identity' | 'gzip' | 'deflate'> = new Map([
  ['', 'identity'],
  ['identity', 'identity'],
  ['gzip', 'gzip'],
  ['x-gzip', 'gzip'],
  ['deflate', 'deflate'],
]);

/** How the body is compressed. Throws RequestError (415) for every coding that is not taken, and for several. */
export function contentCoding(header: string | undefined): 'identity' | 'gzip' | 'deflate' {
  if (header === undefined) return 'identity';
  const coding = CODINGS.get(header.trim().toLowerCase());
  if (coding) return coding;
  throw new RequestError(
    415,
    'wrong-type',
    `the content encoding "${header}" is not taken; send gzip, deflate or none`,
    ['accept-encoding', 'gzip, deflate'],
  );
}

/**
 * The whole body, inflated.
 * Throws RequestError: 413 when it is or becomes larger than the limit, 400 when it is not what its head says or breaks off.
 */
export async function readInflated(
  req: IncomingMessage,
  coding: 'gzip' | 'deflate',
  limitBytes: number,
): Promise<Buffer> {
  if ((announcedBytes(req) ?? 0) > limitBytes) throw bodyTooLarge(limitBytes);
  const { koaBody } = await import('koa-body');
  if (req.destroyed) throw brokenOff();
  // Its inflater knows codings in lower case only, and only under these two names.
  req.headers['content-encoding'] = coding;
  // A limit of 0 would be taken for none given; the longer text is refused below.
  const read = koaBody({
    json: false,
    urlencoded: false,
    text: true,
    encoding: 'latin1',
    textLimit: Math.max(1, limitBytes),
  });
  const context = bodyContext(req);
  const closed = watchClose(req);
  try {
    // The inflater never hears of a request that is aborted and would wait forever.
    await Promise.race([read(context, async () => {}), closed.promise]);
  } catch (error) {
    req.unpipe();
    req.pause();
    throw inflateError(error, limitBytes);
  } finally {
    closed.stop();
  }
  const bytes = Buffer.from(String(context.request.body), 'latin1');
  if (bytes.length > limitBytes) throw bodyTooLarge(limitBytes);
  return bytes;
}

function watchClose(req: IncomingMessage): { readonly promise: Promise<never>; stop(): void } {
  let onClose = (): void => {};
  const promise = new Promise<never>((_, reject) => {
    onClose = () => {
      if (!req.complete) reject(brokenOff());
    };
    req.once('close', onClose);
  });
  return { promise, stop: () => req.off('close', onClose) };
}

function inflateError(error: unknown, limitBytes: number): unknown {
  if (error instanceof RequestError) return error;
  const { code, status } = error as { readonly code?: string; readonly status?: number };
  if (status === 413) return bodyTooLarge(limitBytes);
  if (status === 400) return brokenOff();
  if (code?.startsWith('Z_') || code?.startsWith('ERR_'))
    return new RequestError(400, 'malformed', 'the compressed body cannot be inflated');
  return error;
}
