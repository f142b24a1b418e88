/** Clients of a case on a WebSocket server that does what it is told, and steps as a suite writes them. */

import { createServer, type IncomingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Duplex } from 'node:stream';
import { type WebSocket, WebSocketServer } from 'ws';
import type { Origin } from '../../src/core/origin.ts';
import { createRandom } from '../../src/core/random.ts';
import type { Runtime, Scope } from '../../src/core/runtime.ts';
import { describeDifference } from '../../src/kinds/matcher/index.ts';
import type { Acted } from '../../src/runner/client/client.ts';
import type { ClientDeps } from '../../src/runner/client/client-deps.ts';
import { type ClientHost, createClientHost } from '../../src/runner/clients.ts';
import type {
  ClientAction,
  Expectation,
  MessageExpectation,
  PreparedHandshake,
} from '../../src/runner/compiled-suite.ts';
import type { Failure } from '../../src/runner/result.ts';
import { compileYaml } from '../kinds/matcher/support.ts';

export const runtime: Runtime = { now: 0, random: createRandom(1), locale: 'en', nextCount: () => 1 };

export function at(line: number): Origin {
  return { file: 'chat.test.yaml', pointer: '', line, column: 5 };
}

/** Where what is expected stands; the step itself stands on line 1. */
const EXPECTED_LINE = 2;

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

export interface Played {
  readonly host: ClientHost;
  /** Carries a step out for clients such as `ann, bob`. */
  act(names: string, action: ClientAction, scope?: Scope): Promise<Acted>;
  /** The same; throws unless it went well, and gives what `save` sees. */
  well(names: string, action: ClientAction, scope?: Scope): Promise<Scope>;
  /** The same, of what failed: one line each with its details below it. */
  fail(names: string, action: ClientAction, scope?: Scope): Promise<readonly string[]>;
}

/** Clients by name: the path that each connects to, or the whole handshake. */
export function play(
  url: string,
  clients: Readonly<Record<string, string | Partial<PreparedHandshake>>>,
  deps: Partial<ClientDeps> = {},
): Played {
  const host = createClientHost(
    Object.entries(clients).map(([name, handshake]) => ({
      name,
      origin: at(99),
      prepare: () => ({
        target: '/',
        headers: [],
        protocols: [],
        ...(typeof handshake === 'string' ? { target: handshake } : handshake),
      }),
    })),
    { target: { url, tls: { isInsecure: false, ca: undefined } }, timeoutMs: 2000, ...deps },
  );
  const act: Played['act'] = (names, action, scope = {}) => {
    const step = { title: names, clients: names.split(', '), action, save: [] };
    return host.run({ kind: 'client', origin: at(1), ...step }, scope, runtime);
  };
  return {
    host,
    act,
    async well(...step) {
      const { failures, values } = await act(...step);
      if (failures.length > 0) throw new Error(failureLines(failures).join('\n'));
      return values;
    },
    async fail(...step) {
      return failureLines((await act(...step)).failures);
    },
  };
}

/** `2 ann: receive expectation: …`, then its differences and details, each indented. */
export function failureLines(failures: readonly Failure[]): readonly string[] {
  return failures.flatMap(({ origin, step, kind, message, differences, details }) => [
    `${origin.line} ${step} ${kind}: ${message}`,
    ...differences.map((difference) => `  ${describeDifference({ ...difference, origin })}`),
    ...details.map((detail) => `  ${detail}`),
  ]);
}

/** Over the status and the headers of the handshake. */
export function open(yaml = '101'): ClientAction {
  const whole = /^\d+$/.test(yaml) ? `{ status: ${yaml} }` : yaml;
  const { differences } = expecting(whole);
  const expect: Expectation = {
    origin: at(EXPECTED_LINE),
    look(answer, scope, now) {
      const found = differences(answer, scope, now);
      return found.map((difference) => ({
        origin: at(EXPECTED_LINE),
        message: describeDifference({ ...difference, origin: at(EXPECTED_LINE) }),
        differences: [difference],
      }));
    },
    snapshot: undefined,
  };
  return { do: 'open', expect };
}

export function send(message: unknown): ClientAction {
  const data = typeof message === 'string' || Buffer.isBuffer(message) ? message : JSON.stringify(message);
  return { do: 'send', frame: () => ({ data }) };
}

export function receive(yaml: string, withinMs = 2000): ClientAction {
  return { do: 'receive', withinMs, expect: expecting(yaml) };
}

export function next(yaml: string, withinMs = 2000): ClientAction {
  return { do: 'next', withinMs, expect: expecting(yaml) };
}

export function silent(forMs: number): ClientAction {
  return { do: 'silent', forMs };
}

export function close(code = 1000, reason = ''): ClientAction {
  return { do: 'close', code, reason };
}

export function closed(yaml: string, withinMs = 2000): ClientAction {
  return { do: 'closed', withinMs, expect: expecting(yaml) };
}

function expecting(written: string): MessageExpectation {
  const { matcher, problems } = compileYaml(written);
  if (!matcher) throw new Error(problems.map(({ message }) => message).join('; '));
  return {
    origin: at(EXPECTED_LINE),
    written,
    differences: (value, scope, now) => matcher.differences(value, scope, now),
  };
}
