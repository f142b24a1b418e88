/** Requests that ask for a protocol which we do not speak, such as HTTP/2 in clear text: they are answered in HTTP/1.1. */

import type { IncomingMessage, Server } from 'node:http';
import type { Duplex } from 'node:stream';

/** True for a request that wants to become a WebSocket connection (RFC 6455 §4.2.1). */
export function asksForWebSocket({ headers }: IncomingMessage): boolean {
  return headers.upgrade?.toLowerCase() === 'websocket';
}

/**
 * Has the server read the request again as if it had not asked (RFC 9110 §7.8 allows that): once somebody listens to
 * `upgrade`, Node hands over every request that has the header, and some clients send it with each of theirs.
 */
export function answerPlainly(server: Server, req: IncomingMessage, socket: Duplex, head: Buffer): void {
  // It is added with each hand-over, and Node only takes it off with the connection.
  socket.removeAllListeners('timeout');
  socket.unshift(Buffer.concat([plainHead(req), head]));
  server.emit('connection', socket);
}

const HOP = new Set(['upgrade', 'http2-settings']);

function plainHead({ method, url, httpVersion, rawHeaders }: IncomingMessage): Buffer {
  let head = `${method} ${url} HTTP/${httpVersion}\r\n`;
  for (let index = 0; index < rawHeaders.length; index += 2) {
    const [name = '', value = ''] = [rawHeaders[index], rawHeaders[index + 1]];
    const field = name.toLowerCase();
    const options = field === 'connection' ? withoutUpgrade(value) : undefined;
    if (!HOP.has(field) && options !== '') head += `${name}: ${options ?? value}\r\n`;
  }
  return Buffer.from(`${head}\r\n`, 'latin1');
}

function withoutUpgrade(connection: string): string {
  return connection
    .split(',')
    .map((option) => option.trim())
    .filter((option) => !HOP.has(option.toLowerCase()))
    .join(', ');
}
