/**
 * A service of its own: the shop, the uploads and the chat of routes.d, written by hand with node:http and ws. It knows
 * nothing of mockapi, so the suites that pass on it test the service, and not the tool by itself.
 */

import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type Answer, refused } from './plain/answer.ts';
import { attachChat, isChannel } from './plain/chat.ts';
import { shop } from './plain/shop.ts';
import { uploads } from './plain/uploads.ts';

/**
 * What it does wrong: the ink has another price, a picture is told to be of another type, an envelope has lost its
 * message, the second chat lets one room hear another.
 */
export type Wrong = 'price' | 'type' | 'envelope' | 'leak';

export interface PlainService {
  /** `http://127.0.0.1:43211` */
  readonly url: string;
  close(): Promise<void>;
}

/** A free port of 127.0.0.1. */
export async function startPlainService(wrong?: Wrong): Promise<PlainService> {
  const server = createServer((request, response) => {
    void answer(request, wrong)
      .catch((error: unknown) => refused(500, String(error)))
      .then((found) => send(response, found));
  });
  const chat = attachChat(server, wrong === 'leak');
  await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    async close() {
      chat.close();
      server.closeAllConnections();
      await new Promise((resolve) => void server.close(resolve));
    },
  };
}

async function answer(request: IncomingMessage, wrong: Wrong | undefined): Promise<Answer> {
  const { pathname, searchParams } = new URL(request.url ?? '/', 'http://localhost');
  const method = request.method ?? 'GET';
  if (isChannel(pathname)) {
    const message = `${pathname} is a channel: connect to ws://${request.headers.host}${pathname}`;
    return { ...refused(426, message), headers: { connection: 'Upgrade', upgrade: 'websocket' } };
  }
  const body = Buffer.concat(await request.toArray());
  const call = { method, path: pathname, query: searchParams, headers: request.headers, body };
  return shop(call, wrong) ?? (await uploads(call, wrong)) ?? refused(404, `no route for ${method} ${pathname}`);
}

function send(response: ServerResponse, { status, headers, body }: Answer): void {
  const isBytes = Buffer.isBuffer(body);
  const bytes = body === undefined ? Buffer.alloc(0) : isBytes ? body : Buffer.from(JSON.stringify(body));
  const type = body === undefined || isBytes ? {} : { 'content-type': 'application/json; charset=utf-8' };
  response.writeHead(status, { ...type, ...headers, ...(status === 204 ? {} : { 'content-length': bytes.length }) });
  response.end(bytes);
}
