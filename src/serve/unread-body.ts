/** The body of a request that is answered without it: its beginning is kept for the journal while it is thrown away. */

import type { IncomingMessage } from 'node:http';
import type { Payload } from '../core/exchange.ts';
import type { BodyLimits } from './body-limits.ts';
import { glancePayload } from './read-payload.ts';
import { announcedBytes } from './request-body.ts';

/** Listens from now on; what it returns tells what has come by then. */
export function watchUnread(req: IncomingMessage, limits: BodyLimits, mostBytes: number): () => Payload {
  const chunks: Buffer[] = [];
  let kept = 0;
  let received = 0;
  const onData = (chunk: Buffer): void => {
    received += chunk.length;
    if (kept === mostBytes) return;
    const piece = chunk.length > mostBytes - kept ? chunk.subarray(0, mostBytes - kept) : chunk;
    kept += piece.length;
    chunks.push(piece);
  };
  req.on('data', onData);
  return () => {
    req.off('data', onData);
    const isWhole = req.complete && kept === received;
    const wholeBytes = isWhole ? undefined : Math.max(received, announcedBytes(req) ?? 0);
    return glancePayload(req, Buffer.concat(chunks, kept), { limits, wholeBytes });
  };
}
