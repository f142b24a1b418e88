/** Suites made by hand, and a service that answers as it is told: the runner without the language. */

import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { isDeepStrictEqual } from 'node:util';
import type { Snapshot } from '../../src/compile/snapshot.ts';
import type { Origin } from '../../src/core/origin.ts';
import type { Scope } from '../../src/core/runtime.ts';
import type {
  Answer,
  CompiledSuite,
  Expectation,
  ExpectationFailure,
  PreparedRequest,
  RequestStep,
  Save,
  TestCase,
  TestStep,
} from '../../src/runner/compiled-suite.ts';
import type { RunResult } from '../../src/runner/result.ts';
import { runSuites } from '../../src/runner/run.ts';
import type { RunOptions } from '../../src/runner/run-options.ts';
import type { Target } from '../../src/runner/target.ts';

export function at(line: number, file = 'shop.test.yaml'): Origin {
  return { file, pointer: `/at/${line}`, line, column: 3 };
}

export function suite(changes: Partial<CompiledSuite>): CompiledSuite {
  return {
    name: 'shop',
    file: 'shop.test.yaml',
    path: '/suites/shop.test.yaml',
    origin: at(1),
    vars: () => ({}),
    secrets: [],
    before: [],
    after: [],
    cases: [],
    ...changes,
  };
}

export function testCase(title: string, steps: readonly TestStep[], changes: Partial<TestCase> = {}): TestCase {
  return {
    origin: at(2),
    title,
    name: () => title,
    tags: [],
    skip: false,
    isOnly: false,
    rows: undefined,
    vars: () => ({}),
    clients: [],
    steps,
    after: [],
    verify: [],
    verifyOrigin: undefined,
    ...changes,
  };
}

type RequestChanges = Partial<RequestStep> & { readonly send?: (scope: Scope) => Partial<PreparedRequest> };

/** `request('PUT /x')`, sent just so unless `send` says more. */
export function request(title: string, { send = () => ({}), ...changes }: RequestChanges = {}): RequestStep {
  const [method = '', target = ''] = title.split(' ');
  return {
    kind: 'request',
    origin: at(5),
    title,
    method,
    prepare: (scope) => ({ method, target, headers: [], body: undefined, ...send(scope) }),
    expect: undefined,
    until: undefined,
    withinMs: 5000,
    everyMs: 1,
    save: [],
    isFollowing: false,
    isConforming: true,
    timeoutMs: undefined,
    ...changes,
  };
}

/** What the function gives must be equal; told as a part of the answer. */
export function equals(name: string, value: unknown, read: (answer: Answer, scope: Scope) => unknown): Expectation {
  const origin = at(6);
  return {
    origin,
    snapshot: undefined,
    look(answer, scope): readonly ExpectationFailure[] {
      const received = read(answer, scope);
      if (isDeepStrictEqual(received, value)) return [];
      const message = `expected ${JSON.stringify(value)}, received ${JSON.stringify(received)}`;
      const differences = [{ pointer: `/${name}`, expected: value, received, message }];
      return [{ origin, message: `${name}: ${message}`, differences }];
    },
  };
}

export function status(value: number): Expectation {
  return equals('status', value, (answer) => answer.status);
}

export function body(value: unknown): Expectation {
  return equals('body', value, (answer) => answer.body);
}

export function save(name: string, read: (scope: Scope) => unknown): Save {
  return { name, origin: at(7), read };
}

/** A request as the service saw it. */
export interface Seen {
  readonly method: string;
  readonly target: string;
  /** As they came: names and values in turn. */
  readonly rawHeaders: readonly string[];
  readonly headers: IncomingMessage['headers'];
  readonly body: Buffer;
}

export interface Service {
  readonly url: string;
  readonly seen: readonly Seen[];
  /** `PUT /x` of each request, in the order in which they came. */
  readonly lines: readonly string[];
  close(): Promise<void>;
}

/** Answers once the body is in; requests are numbered from 1. */
export async function startService(
  answer: (seen: Seen, res: ServerResponse, number: number) => void,
): Promise<Service> {
  const seen: Seen[] = [];
  const server = createServer(async (req, res) => {
    const chunks: Buffer[] = [];
    for await (const chunk of req) chunks.push(chunk as Buffer);
    const { method = '', url: target = '', rawHeaders, headers } = req;
    const one = { method, target, rawHeaders, headers, body: Buffer.concat(chunks) };
    answer(one, res, seen.push(one));
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  return {
    url: `http://127.0.0.1:${typeof address === 'object' ? address?.port : ''}`,
    seen,
    get lines() {
      return seen.map(({ method, target }) => `${method} ${target}`);
    },
    async close() {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}

export function json(res: ServerResponse, code: number, value: unknown, headers: Record<string, string> = {}): void {
  res.writeHead(code, { 'content-type': 'application/json', ...headers }).end(JSON.stringify(value));
}

// The runner reads no more of a snapshot than this.
const SNAPSHOT = { settings: { locale: 'en' } } as unknown as Snapshot;

export function targetAt(url: string, changes: Partial<Target> = {}): Target {
  return {
    url,
    snapshot: SNAPSHOT,
    mock: undefined,
    tls: { isInsecure: false, ca: undefined },
    async close() {},
    ...changes,
  };
}

/** Runs suites against the service at that URL. */
export function run(
  url: string,
  suites: readonly CompiledSuite[],
  options: Partial<RunOptions> = {},
): Promise<RunResult> {
  return runSuites(suites, { openTarget: async () => targetAt(url), ...options });
}

/** One case of these steps: what came of it. */
export async function runCaseOf(
  url: string,
  steps: readonly TestStep[],
  options: Partial<RunOptions> & { readonly with?: Partial<TestCase>; readonly suite?: Partial<CompiledSuite> } = {},
): Promise<RunResult['suites'][number]['cases'][number]> {
  const { with: changes, suite: around, ...rest } = options;
  const result = await run(url, [suite({ cases: [testCase('a case', steps, changes)], ...around })], rest);
  const found = result.suites[0]?.cases[0];
  if (!found) throw new Error('no case was run');
  return found;
}
