/** The body of a request as a stream of bytes: whether there is one, reading it, and getting rid of it. */

import type { IncomingMessage } from 'node:http';
import { RequestError } from '../core/errors.ts';
import { formatSize } from '../core/size.ts';

/** True when a body was announced (RFC 9112 §6.3); told from the head alone. */
export function hasBody(req: IncomingMessage): boolean {
  const { headers } = req;
  const length = headers['content-length'];
  return length === undefined ? headers['transfer-encoding'] !== undefined : Number(length) > 0;
}

/** Bytes that the head announces; undefined when it does not say. */
export function announcedBytes(req: IncomingMessage): number | undefined {
  const length = req.headers['content-length'];
  return length === undefined ? undefined : Number(length);
}

/**
 * The whole body. By hand, since every layer above the request's own events costs a tenth of a small POST.
 * Throws RequestError: 413 beyond the limit (before reading, when the head says so), 400 when it breaks off.
 */
export function readBytes(req: IncomingMessage, limitBytes: number): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    if (req.destroyed) return reject(brokenOff());
    if ((announcedBytes(req) ?? 0) > limitBytes) return reject(bodyTooLarge(limitBytes));
    let first: Buffer | undefined;
    let all: Buffer[] | undefined;
    let received = 0;
    let ended = false;
    const onData = (chunk: Buffer): void => {
      received += chunk.length;
      if (received > limitBytes) {
        req.off('data', onData);
        req.pause();
        reject(bodyTooLarge(limitBytes));
      } else if (first === undefined) first = chunk;
      else if (all === undefined) all = [first, chunk];
      else all.push(chunk);
    };
    req.on('data', onData);
    req.on('end', () => {
      ended = true;
      resolve(all === undefined ? (first ?? NOTHING) : Buffer.concat(all, received));
    });
    req.on('close', () => {
      if (!ended) reject(brokenOff());
    });
  });
}

const NOTHING = Buffer.alloc(0);

/** How much of a refused body is thrown away before the connection is cut. */
const DRAIN_BYTES = 64 * 1024 * 1024;
/** How long the rest of a refused body is waited for. */
const DRAIN_MS = 5000;

/**
 * Reads what nobody wanted and resolves when it is over: most clients look for the answer only after they have sent
 * everything, and closing a socket that holds unread bytes resets it, answer and all. Bounded in bytes and time.
 */
export function drainBody(req: IncomingMessage): Promise<void> {
  return new Promise((resolve) => {
    let left = DRAIN_BYTES;
    const timer = setTimeout(() => req.destroy(), DRAIN_MS);
    const done = (): void => {
      clearTimeout(timer);
      resolve();
    };
    req.on('data', (chunk: Buffer) => {
      left -= chunk.length;
      if (left < 0) req.destroy();
    });
    req.once('end', done);
    req.once('close', done);
    if (req.destroyed) done();
    req.resume();
  });
}

/** 413 that says what to raise; the connection ends with it, since the rest of the body is not wanted. */
export function bodyTooLarge(limitBytes: number): RequestError {
  const message = `the body is larger than ${formatSize(limitBytes)}; raise limits.body`;
  return new RequestError(413, 'too-large', message, CLOSE);
}

/** 400 for a connection that ended early; nobody reads the answer, the log does. */
export function brokenOff(): RequestError {
  return new RequestError(400, 'malformed', 'the connection ended before the body did', CLOSE);
}

export const CLOSE: readonly string[] = ['connection', 'close'];
