/** One suite: `before`, its cases one after another, `after` whatever happened. */

import { createRandom } from '../core/random.ts';
import { createClients } from './case-clients.ts';
import { createCookies } from './client/cookies.ts';
import type { CompiledSuite } from './compiled-suite.ts';
import { type Found, foundThrown } from './found.ts';
import { toFailure } from './mask-result.ts';
import type { CaseResult, Failure, SuiteResult } from './result.ts';
import { type CaseRun, type Ground, passOver, runCase } from './run-case.ts';
import { runAfter, runSteps } from './run-steps.ts';
import { createSecrets } from './secrets.ts';
import { createSight, type Values } from './sight.ts';
import { createRecord, leftNote, type Turn, type TurnRecord } from './turn.ts';
import type { Worker } from './worker.ts';

/** Never rejects. */
export async function runSuite(suite: CompiledSuite, worker: Worker): Promise<SuiteResult> {
  const startedAt = Date.now();
  const startedMs = performance.now();
  const seed = seedOf(suite.file, worker.options.seed ?? 0);
  const record = createRecord();
  const { ground, wrong } = prepare(suite, { worker, seed, record });
  const turn = turnOf(ground, record);
  const isNeeded = !wrong && suite.cases.some(({ skip }) => skip === false);
  const before = wrong ? [wrong] : isNeeded ? await runSteps(suite.before, turn) : [];
  const cases = await runCases(suite, ground, { seed, isReady: before.length === 0 });
  const after = isNeeded ? await cleanUp(suite, turn) : [];
  const { conceal } = ground.secrets;
  const notes = [...record.notes, ...leftNote(record)];
  const told = (found: readonly Found[]): readonly Failure[] => found.map((one) => toFailure(one, conceal));
  return {
    name: conceal ? conceal(suite.name) : suite.name,
    file: suite.file,
    startedAt,
    ms: performance.now() - startedMs,
    cases,
    before: told(before),
    after: told(after),
    notes: conceal ? notes.map(conceal) : notes,
  };
}

interface Prepared {
  readonly ground: Ground;
  /** Vars that cannot be evaluated. */
  readonly wrong: Found | undefined;
}

interface Beginning {
  readonly worker: Worker;
  readonly seed: number;
  /** Of the steps around the cases. */
  readonly record: TurnRecord;
}

function prepare(suite: CompiledSuite, { worker, seed, record }: Beginning): Prepared {
  const { options, target } = worker;
  const given = options.vars ?? {};
  const secrets = createSecrets(suite.secrets, options.secrets ?? []);
  const random = createRandom(seed);
  const { locale } = target.snapshot.settings;
  const outer = createSight({
    vars: given,
    row: {},
    env: options.env ?? {},
    random,
    locale,
    nextCount: createCounts(),
  });
  let own: Values = {};
  let wrong: Found | undefined;
  try {
    own = suite.vars(outer.scope(), outer.runtime(), given);
  } catch (error) {
    wrong = foundThrown(error, suite.origin, 'vars');
  }
  const vars = { ...own, ...given };
  const sight = outer.branch({ vars, row: {}, random });
  secrets.learn(sight.scope());
  const cookies = createCookies((message) => record.notes.add(message));
  return { ground: { suite: suite.name, worker, secrets, sight, cookies, vars }, wrong };
}

/** `counter("orders")` of a suite: each name from 1. */
function createCounts(): (name: string) => number {
  const counts = new Map<string, number>();
  return (name) => {
    const next = (counts.get(name) ?? 0) + 1;
    counts.set(name, next);
    return next;
  };
}

function turnOf(ground: Ground, record: TurnRecord): Turn {
  const { worker } = ground;
  const shared = { ...ground, signal: worker.options.signal };
  return { ...shared, clients: createClients([], shared), record };
}

async function runCases(
  { cases }: CompiledSuite,
  ground: Ground,
  { seed, isReady }: { readonly seed: number; readonly isReady: boolean },
): Promise<readonly CaseResult[]> {
  const { worker } = ground;
  const results: CaseResult[] = [];
  for (const testCase of cases) {
    for (const row of testCase.rows ?? [{}]) {
      if (worker.isStopped()) return results;
      const run: CaseRun = { testCase, row, seed: (seed + Math.imul(results.length + 1, 0x9e3779b1)) >>> 0 };
      const result = await runOne(run, ground, isReady);
      results.push(result);
      worker.onCase(result);
    }
  }
  return results;
}

function runOne(run: CaseRun, ground: Ground, isReady: boolean): CaseResult | Promise<CaseResult> {
  if (run.testCase.skip !== false) return passOver(run, ground, 'skipped');
  return isReady ? runCase(run, ground) : passOver(run, ground, 'failed');
}

async function cleanUp(suite: CompiledSuite, turn: Turn): Promise<readonly Found[]> {
  const found = [...(await runAfter(suite.after, turn))];
  for (const end of turn.record.endings.toReversed()) found.push(...(await end()));
  return found;
}

/** Of one suite the same whatever else is run (FNV-1a). */
function seedOf(file: string, seed: number): number {
  let hash = (0x811c9dc5 ^ seed) >>> 0;
  for (let index = 0; index < file.length; index++) hash = Math.imul(hash ^ file.charCodeAt(index), 0x01000193) >>> 0;
  return hash;
}
