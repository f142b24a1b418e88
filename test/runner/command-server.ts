/** A WebSocket server that does what its clients tell it to. */

import { createServer, type IncomingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Duplex } from 'node:stream';
import { type WebSocket, WebSocketServer } from 'ws';

export interface Commanded {
  readonly url: string;
  /** Of the handshakes, in order: the path and the headers. */
  readonly handshakes: readonly { readonly path: string; readonly headers: IncomingHttpHeaders }[];
  /** Resolves with the next end of a connection, seen from the server. */
  ended(): Promise<{ readonly code: number; readonly reason: string }>;
  /** What the server got and what is no command. */
  readonly heard: unknown[];
  close(): Promise<void>;
}

export interface CommandedOptions {
  /** Answers a handshake by hand; it is none of the server's any more where this returns true. */
  readonly refuse?: (path: string, socket: Duplex) => boolean;
  /** What each connection hears first. */
  readonly greet?: (socket: WebSocket) => void;
  readonly protocols?: boolean;
}

/**
 * Does what a client asks it for: `{ say: [message, …] }` (a string is text, a map JSON), `{ bytes: hex }`,
 * `{ close: [code, reason] }`, `{ drop: true }`, `{ raw: hex }` (written past the protocol).
 */
export async function serveCommands(options: CommandedOptions = {}): Promise<Commanded> {
  const handshakes: { path: string; headers: IncomingHttpHeaders }[] = [];
  const heard: unknown[] = [];
  const endings: { code: number; reason: string }[] = [];
  let waiting: (() => void)[] = [];
  const open = new Set<Duplex>();
  const http = createServer();
  http.on('connection', (socket) => open.add(socket));
  const sockets = new WebSocketServer({
    noServer: true,
    ...(options.protocols ? {} : { handleProtocols: () => false as const }),
  });
  sockets.on('headers', (lines) => lines.push('set-cookie: seen=1; Path=/', 'x-mockapi-route: chat.yaml:3'));
  http.on('upgrade', (request, socket, head) => {
    const path = request.url ?? '';
    handshakes.push({ path, headers: request.headers });
    if (options.refuse?.(path, socket)) return;
    sockets.handleUpgrade(request, socket, head, (connection) => {
      connection.on('error', () => {});
      connection.on('close', (code, reason) => {
        endings.push({ code, reason: reason.toString() });
        for (const wake of waiting.splice(0)) wake();
      });
      connection.on('message', (data: Buffer, isBinary) => obey(connection, socket, isBinary ? data : data.toString()));
      options.greet?.(connection);
    });
  });
  const obey = (connection: WebSocket, socket: Duplex, message: string | Buffer): void => {
    const command = typeof message === 'string' && message.startsWith('{') ? JSON.parse(message) : undefined;
    if (command?.say) {
      for (const item of command.say) connection.send(typeof item === 'string' ? item : JSON.stringify(item));
    } else if (command?.bytes) connection.send(Buffer.from(command.bytes, 'hex'));
    else if (command?.close) connection.close(...(command.close as [number, string]));
    else if (command?.drop) connection.terminate();
    else if (command?.raw) socket.write(Buffer.from(command.raw, 'hex'));
    else heard.push(command ?? message);
  };
  await new Promise<void>((resolve) => http.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(http.address() as AddressInfo).port}`,
    handshakes,
    heard,
    async ended() {
      for (;;) {
        const ending = endings.shift();
        if (ending) return ending;
        await new Promise<void>((resolve) => {
          waiting = [...waiting, resolve];
        });
      }
    },
    async close() {
      for (const socket of open) socket.destroy();
      await new Promise((resolve) => http.close(resolve));
    },
  };
}
