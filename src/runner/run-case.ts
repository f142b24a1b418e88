/** One reported case: its steps, what the mock received, what is cleaned up, and what came of it. */

import { createRandom } from '../core/random.ts';
import { createClients } from './case-clients.ts';
import { checkVerify } from './check-verify.ts';
import type { Cookies } from './client/cookies.ts';
import type { TestCase } from './compiled-suite.ts';
import { type Found, foundThrown } from './found.ts';
import { toFailure } from './mask-result.ts';
import type { CaseResult } from './result.ts';
import { runAfter, runSteps } from './run-steps.ts';
import type { Secrets } from './secrets.ts';
import type { Sight, Values } from './sight.ts';
import { createRecord, leftNote, type Turn, type TurnRecord } from './turn.ts';
import type { Worker } from './worker.ts';

/** What the cases of a suite begin with. */
export interface Ground {
  readonly suite: string;
  readonly worker: Worker;
  readonly secrets: Secrets;
  /** As `before` has left them. */
  readonly sight: Sight;
  readonly cookies: Cookies;
  readonly vars: Values;
}

/** Which of the reported cases of a suite it is. */
export interface CaseRun {
  readonly testCase: TestCase;
  readonly row: Values;
  /** Of what is random in it. */
  readonly seed: number;
}

/** Never rejects. */
export async function runCase(run: CaseRun, ground: Ground): Promise<CaseResult> {
  const begun = begin(run, ground);
  const found = 'found' in begun ? begun.found : await play(run.testCase, begun.turn);
  return report(begun, { status: found.length > 0 ? 'failed' : 'passed', found });
}

/** A case that is not run: skipped, or failed because `before` did. */
export function passOver(run: CaseRun, ground: Ground, status: 'skipped' | 'failed'): CaseResult {
  const begun = begin(run, ground);
  const { skip } = run.testCase;
  return report(begun, { status, found: [], reason: typeof skip === 'string' ? skip : undefined });
}

interface Begun {
  readonly run: CaseRun;
  readonly ground: Ground;
  readonly name: string;
  readonly startedAt: number;
  readonly startedMs: number;
  readonly record: TurnRecord;
}

function begin(run: CaseRun, ground: Ground): Begun & ({ readonly turn: Turn } | { readonly found: readonly Found[] }) {
  const { testCase, row } = run;
  const { worker, secrets } = ground;
  const begun = { run, ground, startedAt: Date.now(), startedMs: performance.now(), record: createRecord() };
  const random = createRandom(run.seed);
  try {
    const outer = ground.sight.branch({ vars: ground.vars, row, random });
    const own = testCase.vars(outer.scope(), outer.runtime(), worker.options.vars);
    const vars = { ...ground.vars, ...own, ...worker.options.vars };
    const sight = ground.sight.branch({ vars, row, random });
    secrets.learn(sight.scope());
    const cookies = ground.cookies.clone((message) => begun.record.notes.add(message));
    const shared = { worker, secrets, sight, cookies, record: begun.record, signal: worker.options.signal };
    const turn = { ...shared, clients: createClients(testCase.clients, shared) };
    return { ...begun, name: testCase.name(sight.scope(), sight.runtime()), turn };
  } catch (error) {
    return { ...begun, name: testCase.title, found: [foundThrown(error, testCase.origin, 'vars')] };
  }
}

async function play(testCase: TestCase, turn: Turn): Promise<readonly Found[]> {
  const since = turn.worker.target.mock?.journal.last ?? 0;
  const found = [...(await runSteps(testCase.steps, turn))];
  if (found.length === 0) found.push(...(await checkVerify(testCase, since, turn)));
  found.push(...(await runAfter(testCase.after, turn)));
  for (const end of turn.record.endings.toReversed()) found.push(...(await end()));
  const untold = testCase.clients.length === 0 ? [] : await turn.clients.close();
  return [...found, ...untold.map((failure) => ({ ...failure, request: undefined }))];
}

interface Ending {
  readonly status: CaseResult['status'];
  readonly found: readonly Found[];
  readonly reason?: string | undefined;
}

function report({ run, ground, record, ...begun }: Begun, { status, found, reason }: Ending): CaseResult {
  const { conceal } = ground.secrets;
  const shown = conceal ?? ((text: string) => text);
  return {
    suite: shown(ground.suite),
    name: shown(begun.name),
    origin: run.testCase.origin,
    tags: run.testCase.tags,
    status,
    reason: reason === undefined ? undefined : shown(reason),
    startedAt: begun.startedAt,
    ms: performance.now() - begun.startedMs,
    failures: found.map((one) => toFailure(one, conceal)),
    notes: [...record.notes, ...leftNote(record)].map(shown),
    requests: record.sent,
  };
}
