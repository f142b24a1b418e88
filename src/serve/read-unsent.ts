/** Steps 1 to 3 for a request that nobody sent: matched and read as if it had come over the wire. */

import { IncomingMessage } from 'node:http';
import { Socket } from 'node:net';
import type { ReadRequest } from '../compile/explain.ts';
import type { Snapshot } from '../compile/snapshot.ts';
import { RequestError } from '../core/errors.ts';
import { createCounters } from '../state/counters.ts';
import { RequestExchange, WireFacts } from './exchange.ts';
import { hasBody, readPayload } from './read-payload.ts';
import { madeUpId } from './request-id.ts';
import { createUploads } from './uploads.ts';

export interface UnsentRequest {
  readonly method: string;
  /** As a client would send it: `/a%20b?x=1`, or a whole URL. */
  readonly target: string;
  /** By lower-case name. */
  readonly headers: Readonly<Record<string, string>>;
  /** Undefined for no body. */
  readonly body: Buffer | undefined;
}

/** Multipart bodies are not for this: their files would have to outlive the call. */
export async function readUnsent(snapshot: Snapshot, request: UnsentRequest): Promise<ReadRequest> {
  const req = messageOf(request);
  const { method, target, path, queryText, headers } = new WireFacts(req);
  const { server, seed, limits, locale } = snapshot.settings;
  const exchange = new RequestExchange({
    id: madeUpId('explain-1'),
    request: { method, target, path, queryText, headers, client: { host: '127.0.0.1', port: 0 }, port: server.port },
    seed: seed ?? 0,
    locale,
    counters: createCounters(),
  });
  const match = snapshot.table.match(exchange.request.method, exchange.request.path);
  if (match.kind !== 'found') return { snapshot, exchange, match };
  exchange.pathParams = match.params;
  if (!hasBody(req)) return { snapshot, exchange, match };
  try {
    const { payload } = await readPayload({ req }, match.route.body, limits, createUploads());
    exchange.payload = payload;
    return { snapshot, exchange, match };
  } catch (error) {
    if (error instanceof RequestError) return { snapshot, exchange, match, refused: error };
    throw error;
  }
}

/** The request as Node would hand it over. */
export function messageOf({ method, target, headers, body }: UnsentRequest): IncomingMessage {
  const req = new IncomingMessage(new Socket());
  req.method = method;
  req.url = target;
  req.headers = { ...headers, ...(body === undefined ? {} : { 'content-length': String(body.length) }) };
  if (body !== undefined && body.length > 0) req.push(body);
  req.push(null);
  return req;
}
