/** Answers that are ready: one head, one body, one write. */

import { type IncomingMessage, type ServerResponse, STATUS_CODES } from 'node:http';
import { isContentless } from '../core/http-words.ts';
import type { RawHeaders, SendPlan } from '../core/plan.ts';
import { drainBody, hasBody } from './request-body.ts';

/** A request and its answer: what a Koa context has under the same names. */
export interface Wire {
  readonly req: IncomingMessage;
  readonly res: ServerResponse;
}

/** Returns when the answer has been handed over; resolves when that had to wait for the body of the request. */
export function sendBody({ status, headers, body }: SendPlan, wire: Wire): undefined | Promise<undefined> {
  if (isContentless(status)) {
    writeHead(wire.res, status, withoutContent(headers, status));
    return endAnswer(wire);
  }
  const content = typeof body === 'string' && Buffer.byteLength(body) !== body.length ? Buffer.from(body) : body;
  writeHead(wire.res, status, [...headers, 'content-length', String(content.length)]);
  return endAnswer(wire, wire.req.method === 'HEAD' ? undefined : content);
}

/** The phrase is given each time: Node keeps that of a head that failed, and would say `500 OK`. */
export function writeHead(res: ServerResponse, status: number, headers: RawHeaders): void {
  res.writeHead(status, STATUS_CODES[status] ?? '', headers as string[]);
}

/** Headers without those of a content that is not sent; 205 says so by its length, the others must not have one (§8.6). */
export function withoutContent(headers: RawHeaders, status: number): string[] {
  const kept = headers.filter((_, index) => !/^content-(?:type|length)$/i.test(headers[index - (index % 2)] ?? ''));
  return status === 205 ? [...kept, 'content-length', '0'] : kept;
}

/**
 * Ends an answer whose head is out; a text must be ASCII. As Latin-1 Node joins it to the head without touching the head's
 * bytes: as UTF-8 it would turn UTF-8 in a header's value into UTF-8 of UTF-8.
 * When it overtakes the body of its request, the body is read to its end first, in bounds:
 * Node would otherwise close the connection over unread bytes, which takes the answer away from a client that still sends.
 */
export function endAnswer({ req, res }: Wire, body?: Buffer | string): undefined | Promise<undefined> {
  if (req.complete || !hasBody(req)) {
    res.end(body, 'latin1');
    return undefined;
  }
  if (body === undefined || body.length === 0) res.flushHeaders();
  else res.write(body, 'latin1');
  return drainBody(req).then(() => {
    res.end();
    return undefined;
  });
}
