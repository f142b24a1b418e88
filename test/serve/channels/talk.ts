/** A mock that serves channels, and clients that talk to it: what they hear is waited for, never slept for. */

import { type ClientOptions, WebSocket } from 'ws';
import type { MockOptions } from '../../../src/serve/mock.ts';
import { type Files, type ReloadProject, serveFiles } from '../reload-project.ts';

export interface Talk {
  readonly project: ReloadProject;
  readonly port: number;
  /** Lines of the log, without their time. */
  readonly log: readonly string[];
  /** Opens a connection; rejects when it is refused. */
  connect(path: string, options?: ConnectOptions): Promise<Client>;
  /** The HTTP answer to a handshake that is refused. */
  refused(path: string, options?: ConnectOptions): Promise<Refusal>;
  /** Resolves with the first line, past or to come, that fits. */
  logged(pattern: RegExp): Promise<string>;
  /** Writes the channels anew and reloads. */
  rewrite(yaml: string): Promise<void>;
  close(): Promise<void>;
}

export interface ConnectOptions extends ClientOptions {
  readonly protocols?: readonly string[];
}

export interface Refusal {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | readonly string[] | undefined>>;
  readonly body: unknown;
}

export interface Client {
  readonly socket: WebSocket;
  /** What came and was not asked for yet; JSON where it is that, bytes as Buffer. */
  readonly unread: unknown[];
  send(message: unknown): void;
  /** The very next message. */
  next(): Promise<unknown>;
  /** The next so many. */
  take(count: number): Promise<readonly unknown[]>;
  close(code?: number): void;
  /** How it ended, whoever ended it. */
  readonly closed: Promise<{ readonly code: number; readonly reason: string }>;
}

export async function serveChannels(
  yaml: string,
  options: Partial<MockOptions> & { readonly files?: Files } = {},
): Promise<Talk> {
  const log: string[] = [];
  let waiting: (() => void)[] = [];
  const { files, ...mockOptions } = options;
  const project = await serveFiles(
    { 'routes.d/chat.yaml': yaml, ...files },
    {
      console: {
        colour: false,
        write(text) {
          log.push(
            ...text
              .split('\n')
              .map((line) => line.slice(9))
              .filter((line) => line !== ''),
          );
          for (const wake of waiting.splice(0)) wake();
        },
      },
      consoleAccess: true,
      ...mockOptions,
    },
  );
  const { port } = project;
  const clients: Client[] = [];
  return {
    project,
    port,
    log,
    async connect(path, options) {
      const client = await connect(port, path, options);
      clients.push(client);
      return client;
    },
    refused: (path, options) => refused(port, path, options),
    async logged(pattern) {
      for (;;) {
        const found = log.find((line) => pattern.test(line));
        if (found !== undefined) return found;
        await new Promise<void>((resolve) => {
          waiting = [...waiting, resolve];
        });
      }
    },
    async rewrite(yaml) {
      project.write('routes.d/chat.yaml', yaml);
      await project.mock.reload();
    },
    async close() {
      for (const { socket } of clients) socket.terminate();
      await project.close();
    },
  };
}

function open(port: number, path: string, { protocols = [], ...options }: ConnectOptions = {}): WebSocket {
  const socket = new WebSocket(`ws://127.0.0.1:${port}${path}`, [...protocols], {
    perMessageDeflate: false,
    ...options,
  });
  socket.on('error', () => {});
  return socket;
}

function connect(port: number, path: string, options?: ConnectOptions): Promise<Client> {
  const socket = open(port, path, options);
  const unread: unknown[] = [];
  let wake: (() => void) | undefined;
  socket.on('message', (data: Buffer, isBinary) => {
    unread.push(isBinary ? data : parse(data.toString()));
    wake?.();
  });
  const closed = new Promise<{ code: number; reason: string }>((resolve) => {
    socket.once('close', (code, reason) => resolve({ code, reason: reason.toString() }));
  });
  const next = async (): Promise<unknown> => {
    while (unread.length === 0) {
      const ended = await Promise.race([
        closed,
        new Promise<undefined>((resolve) => {
          wake = () => resolve(undefined);
        }),
      ]);
      if (ended && unread.length === 0) throw new Error(`closed with ${ended.code} ${ended.reason}`);
    }
    return unread.shift();
  };
  const client: Client = {
    socket,
    unread,
    closed,
    send: (message) =>
      socket.send(typeof message === 'string' || Buffer.isBuffer(message) ? message : JSON.stringify(message)),
    next,
    async take(count) {
      const taken: unknown[] = [];
      while (taken.length < count) taken.push(await next());
      return taken;
    },
    close: (code) => socket.close(code),
  };
  return new Promise((resolve, reject) => {
    socket.once('open', () => resolve(client));
    socket.once('unexpected-response', (_req, res) => reject(new Error(`refused with ${res.statusCode}`)));
    socket.once('error', reject);
  });
}

function refused(port: number, path: string, options?: ConnectOptions): Promise<Refusal> {
  const socket = open(port, path, options);
  return new Promise((resolve, reject) => {
    socket.once('open', () => reject(new Error('the connection was opened')));
    socket.once('unexpected-response', (req, res) => {
      const chunks: Buffer[] = [];
      res.on('data', (chunk: Buffer) => chunks.push(chunk));
      res.once('end', () => {
        req.destroy();
        const { statusCode: status = 0, headers } = res;
        resolve({ status, headers, body: parse(Buffer.concat(chunks).toString()) });
      });
    });
  });
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
