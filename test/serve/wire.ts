/** A server on a free port, and a client that says exactly the bytes that it is given. */

import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server, type ServerOptions, type ServerResponse } from 'node:http';
import { connect, type Socket } from 'node:net';

export interface TestServer {
  readonly port: number;
  readonly url: string;
  readonly server: Server;
  close(): Promise<void>;
}

export async function startServer(
  handle: (req: IncomingMessage, res: ServerResponse) => unknown,
  options: ServerOptions = {},
): Promise<TestServer> {
  const server = createServer(options, handle);
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  return {
    port,
    url: `http://127.0.0.1:${port}`,
    server,
    async close() {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}

export async function open(port: number, options: { readonly allowHalfOpen?: boolean } = {}): Promise<Socket> {
  const socket = connect({ port, host: '127.0.0.1', ...options });
  socket.on('error', () => {});
  await once(socket, 'connect');
  return socket;
}

/** Everything that comes back until the server closes, one character a byte. */
export async function talk(port: number, ...said: readonly (string | Buffer)[]): Promise<string> {
  const socket = await open(port);
  const heard = hear(socket);
  for (const part of said) socket.write(part);
  return heard;
}

export async function hear(socket: Socket): Promise<string> {
  const chunks: Buffer[] = [];
  socket.on('data', (chunk) => chunks.push(chunk));
  await once(socket, 'close');
  return Buffer.concat(chunks).toString('latin1');
}

/** A head with its own blank line; `Host` and, unless the lines say otherwise, `Connection: close` are added. */
export function head(requestLine: string, ...lines: readonly string[]): string {
  const all = [requestLine, 'host: x', ...lines];
  if (!lines.some((line) => /^connection:/i.test(line))) all.push('connection: close');
  return `${all.join('\r\n')}\r\n\r\n`;
}
