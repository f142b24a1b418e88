/** One WebSocket client of a case: its connections, one after another, and what a step does with them. */

import { formatDuration } from '../../core/duration.ts';
import { statusPhrase } from '../../core/http-words.ts';
import type { Origin } from '../../core/origin.ts';
import type { Runtime, Scope } from '../../core/runtime.ts';
import type { Answer, ClientAction, Expectation, TestClient } from '../compiled-suite.ts';
import type { Failure } from '../result.ts';
import type { ClientDeps } from './client-deps.ts';
import type { Connection } from './connection.ts';
import { describeEnding } from './ending.ts';
import { shakeHands } from './handshake.ts';
import { listen } from './listen.ts';
import { type Miss, showMessage } from './miss.ts';
import type { Opening } from './socket.ts';
import { until } from './until.ts';

/** Where a step stands, and what its expressions see. */
export interface Moment {
  readonly origin: Origin;
  readonly scope: Scope;
  readonly runtime: Runtime;
}

export interface Acted {
  readonly failures: readonly Failure[];
  /** What expressions under `save` see beside the scope. */
  readonly values: Scope;
  /** Handshakes and messages that it sent. */
  readonly sent: number;
}

export interface Client {
  /** Opens the connection first where no step has. */
  act(action: ClientAction, moment: Moment): Promise<Acted>;
  /** Says goodbye (1000) where it is open; resolves with what went wrong and no step has told. */
  close(): Promise<readonly Failure[]>;
}

type Outcome = { readonly misses: readonly Miss[]; readonly values: Scope };

/** How long a server has to end what is being closed. */
const GOODBYE_MS = 1000;
/** Broken promises that are told of one client. */
const MAX_BROKEN = 10;
/** RFC 6455 §7.4 and §5.5. */
const SENDABLE = 'write 1000 to 1014 without 1004, 1005 and 1006, or 3000 to 4999, and a reason of at most 123 bytes';
const NORMAL_CLOSURE = 1000;

export function createClient(client: TestClient, deps: ClientDeps): Client {
  const { name } = client;
  const { timeoutMs, signal } = deps;
  let opening: Opening | undefined;
  let isFaultTold = false;
  let broken: Failure[] = [];

  return {
    async act(action, moment) {
      const step = `${name}: ${action.do}`;
      const untold = action.do === 'open' ? untoldFault() : [];
      const isFirst = opening === undefined && action.do !== 'open';
      const { misses, values } = await attempt(() => carryOut(action, moment));
      if (misses.length > 0) isFaultTold = true;
      const failures = misses.map((miss) => failureOf(miss, step, moment.origin));
      const sent = (isFirst || action.do === 'open' ? 1 : 0) + (action.do === 'send' ? 1 : 0);
      return { failures: [...untold, ...failures, ...takeBroken()], values, sent };
    },
    async close() {
      if (opening?.kind === 'open') await sayGoodbye(opening.connection);
      return [...untoldFault(), ...takeBroken()];
    },
  };

  async function carryOut(action: ClientAction, moment: Moment): Promise<Outcome> {
    if (action.do === 'open') return open(action.expect, moment);
    if (!opening) {
      const opened = await open(undefined, moment);
      if (opened.misses.length > 0) return opened;
    }
    if (opening?.kind !== 'open') return missed({ message: `${name} is not open: ${whyNot(opening)}` });
    const { connection } = opening;
    if (action.do === 'send') return send(action.frame(moment.scope, moment.runtime).data, connection);
    if (action.do === 'close') return end(action, connection);
    const heard = await listen(action, { ...moment, name, connection, signal });
    return 'miss' in heard ? missed(heard.miss) : { misses: [], values: heard.values };
  }

  async function open(expect: Expectation | undefined, { scope, runtime }: Moment): Promise<Outcome> {
    if (opening?.kind === 'open' && !opening.connection.ending) {
      return missed({ message: `${name} is open already: close it first, or give the second connection a name` });
    }
    isFaultTold = false;
    const handshake = client.prepare(scope, runtime);
    // Another service than that of the run has promised nothing.
    const promise = handshake.target.startsWith('/') ? deps.promise?.(handshake.target) : undefined;
    opening = await shakeHands(handshake, deps, ({ value }) => {
      if (!promise || broken.length >= MAX_BROKEN) return;
      const details = [`message: ${showMessage(value)}`];
      for (const failure of promise(value)) {
        broken.push(failureOf({ ...failure, kind: 'conformance', details }, `${name}: message`, client.origin));
      }
    });
    if (opening.kind === 'failed') {
      return missed({ message: `${name} could not connect: ${opening.message}`, kind: 'error' });
    }
    const { answer } = opening;
    const { status, header, cookie, body, time } = answer;
    const details = opening.kind === 'refused' ? describeRefusal(answer) : [];
    const looked = expect ? expect.look(answer, scope, runtime) : expectOpen(answer);
    return {
      misses: looked.map((failure) => ({ ...failure, details })),
      values: { status, header, cookie, body, time },
    };
  }

  async function send(data: string | Buffer, connection: Connection): Promise<Outcome> {
    const sent = await connection.send(data);
    if (sent === 'sent') return { misses: [], values: {} };
    if (sent === 'late') {
      const limit = formatDuration(timeoutMs);
      return missed({ message: `the message did not leave within ${limit}: the server does not read` });
    }
    const ending = await until(connection, () => connection.ending, { ms: GOODBYE_MS, signal });
    return missed({ message: typeof ending === 'string' ? `${name} is closing` : describeEnding(name, ending) });
  }

  async function end(
    { code, reason }: { readonly code: number; readonly reason: string },
    connection: Connection,
  ): Promise<Outcome> {
    if (connection.ending) return missed({ message: describeEnding(name, connection.ending) });
    try {
      connection.close(code, reason);
    } catch {
      return missed({
        message: `no close frame can carry ${code}${reason === '' ? '' : ' with that reason'}: ${SENDABLE}`,
      });
    }
    const ending = await until(connection, () => connection.ending, { ms: timeoutMs, signal });
    if (typeof ending === 'object') {
      return ending.by === 'client' ? { misses: [], values: {} } : missed({ message: describeEnding(name, ending) });
    }
    connection.terminate();
    const late = `the server did not answer the close within ${formatDuration(timeoutMs)}`;
    return missed({ message: ending === 'late' ? late : 'the run was interrupted' });
  }

  function untoldFault(): readonly Failure[] {
    const ending = opening?.kind === 'open' ? opening.connection.ending : undefined;
    if (ending?.by !== 'fault' || isFaultTold) return [];
    isFaultTold = true;
    return [failureOf({ message: describeEnding(name, ending) }, name, client.origin)];
  }

  function takeBroken(): readonly Failure[] {
    const taken = broken;
    broken = [];
    return taken;
  }

  function failureOf(miss: Miss, step: string, origin: Origin): Failure {
    return {
      origin: miss.origin ?? origin,
      step,
      message: miss.message,
      kind: miss.kind ?? 'expectation',
      differences: miss.differences ?? [],
      curl: undefined,
      answeredBy: opening && opening.kind !== 'failed' ? opening.answer.answeredBy : undefined,
      details: miss.details ?? [],
    };
  }
}

async function sayGoodbye(connection: Connection): Promise<void> {
  if (connection.ending) return;
  connection.close(NORMAL_CLOSURE, '');
  const ending = await until(connection, () => connection.ending, { ms: GOODBYE_MS, signal: undefined });
  if (ending === 'late') connection.terminate();
}

/** An expression that fails, or a file that is not there, fails the step. */
async function attempt(work: () => Promise<Outcome>): Promise<Outcome> {
  try {
    return await work();
  } catch (error) {
    if (!isLocated(error)) throw error;
    return missed({ message: error.message, origin: error.origin, kind: 'error' });
  }
}

/** An error that knows the place in the user's files. */
function isLocated(error: unknown): error is Error & { readonly origin: Origin } {
  return error instanceof Error && 'origin' in error;
}

function missed(miss: Miss): Outcome {
  return { misses: [miss], values: {} };
}

/** What is expected where no step says it. */
function expectOpen({ status }: Answer): readonly Miss[] {
  if (status === 101) return [];
  const message = `expected to be let in (101), received ${status} ${statusPhrase(status)}`;
  return [{ message, differences: [{ pointer: '/status', expected: 101, received: status, message }] }];
}

function describeRefusal({ status, body }: Answer): readonly string[] {
  return [`answer: ${status} ${statusPhrase(status)}${body === null ? '' : ` ${showMessage(body)}`}`];
}

function whyNot(opening: Opening | undefined): string {
  if (opening?.kind === 'failed') return opening.message;
  const status = opening?.answer.status ?? 0;
  return `it was refused with ${status} ${statusPhrase(status)}`;
}
