/** Clients of a case on a server that does what it is told, and steps as a suite writes them. */

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
import { type Commanded, type CommandedOptions, serveCommands } from './command-server.ts';

export const runtime: Runtime = { now: 0, random: createRandom(1), locale: 'en', nextCount: () => 1 };

export function at(line: number): Origin {
  return { file: 'chat.test.yaml', pointer: '', line, column: 5 };
}

/** Where what is expected stands; the step itself stands on line 1. */
const EXPECTED_LINE = 2;

export interface Played {
  readonly host: ClientHost;
  /** Carries a step out for clients such as `ann, bob`. */
  act(names: string, action: ClientAction, scope?: Scope): Promise<Acted>;
  /** The same; throws unless it went well, and gives what `save` sees. */
  well(names: string, action: ClientAction, scope?: Scope): Promise<Scope>;
  /** The same, of what failed: one line each with its details below it. */
  fail(names: string, action: ClientAction, scope?: Scope): Promise<readonly string[]>;
}

export interface Stage {
  serve(options?: CommandedOptions): Promise<Commanded>;
  start(server: Pick<Commanded, 'url'>, clients: Cast, deps?: Partial<ClientDeps>): Played;
  /** One client that is open, on a server that does what it is told. */
  ann(options?: CommandedOptions, deps?: Partial<ClientDeps>): Promise<Played>;
  /** Ends all of them. */
  clear(): Promise<void>;
}

/** Servers and clients of one test. */
export function createStage(): Stage {
  const running: { close(): Promise<unknown> }[] = [];
  const stage: Stage = {
    async serve(options) {
      const server = await serveCommands(options);
      running.push(server);
      return server;
    },
    start(server, clients, deps) {
      const played = play(server.url, clients, deps);
      running.push(played.host);
      return played;
    },
    async ann(options, deps) {
      const played = stage.start(await stage.serve(options), { ann: '/' }, deps);
      await played.well('ann', open());
      return played;
    },
    async clear() {
      for (const item of running.splice(0).reverse()) await item.close();
    },
  };
  return stage;
}

type Cast = Readonly<Record<string, string | Partial<PreparedHandshake>>>;

/** Clients by name: the path that each connects to, or the whole handshake. */
export function play(url: string, clients: Cast, deps: Partial<ClientDeps> = {}): Played {
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
