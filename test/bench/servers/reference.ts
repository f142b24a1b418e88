/** What the reference servers have in common: one ready answer, and a report of the processor time they use. */

import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tell } from '../messages.ts';
import { obeyOrders } from './orders.ts';

let body = Buffer.alloc(0);

export function serve(listener: RequestListener): void {
  obeyOrders((order) => {
    if (order.do !== 'answer') return;
    body = Buffer.from(order.body);
    tell({ done: true });
  });
  const server = createServer(listener);
  server.listen(0, '127.0.0.1', () => {
    const { port } = server.address() as AddressInfo;
    tell({ port, ms: 0, rssBytes: 0, heapBytes: 0 });
  });
}

/** Answers from the ready buffer; a POST is read to its end and parsed before. */
export function answer(req: IncomingMessage, res: ServerResponse): void {
  if (req.method !== 'POST') {
    send(res);
    return;
  }
  const chunks: Buffer[] = [];
  req.on('data', (chunk: Buffer) => chunks.push(chunk));
  req.on('end', () => {
    JSON.parse(Buffer.concat(chunks).toString('utf8'));
    send(res);
  });
}

function send(res: ServerResponse): void {
  res.writeHead(200, ['content-type', 'application/json; charset=utf-8', 'content-length', String(body.length)]);
  res.end(body);
}
