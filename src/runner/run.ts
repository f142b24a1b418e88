/** Runs suites: workers take them in turn, each on a target of its own, and what came of it is one result. */

import type { CompiledSuite } from './compiled-suite.ts';
import type { CaseResult, RunResult, SuiteResult, Totals } from './result.ts';
import type { RunOptions } from './run-options.ts';
import { runSuite } from './run-suite.ts';
import { countCases, selectSuites } from './select.ts';
import type { Target } from './target.ts';
import { createWorker, type Worker, type WorkerHooks } from './worker.ts';

/** Rejects only when a target cannot be opened; whatever a suite does is in the result. */
export async function runSuites(suites: readonly CompiledSuite[], options: RunOptions): Promise<RunResult> {
  const startedAt = options.startedAt ?? Date.now();
  const { signal, isBailing = false } = options;
  const chosen = selectSuites(suites, options.select);
  const planned = countCases(chosen);
  const targets = await openTargets(Math.min(options.workers ?? 1, chosen.length), options);
  const [first] = targets;
  const target = first && !first.mock ? first.url : undefined;
  const startMs = Date.now() - startedAt;
  options.follow?.onStart?.({ suites: chosen.length, cases: planned, target });

  let isBailed = false;
  const hooks: WorkerHooks = {
    isStopped: () => isBailed || (signal?.aborted ?? false),
    onCase(result) {
      if (isBailing && result.status === 'failed') isBailed = true;
      options.follow?.onCase?.(result);
    },
  };
  const results = new Map<CompiledSuite, SuiteResult>();
  const queue = chosen.values();
  async function work(worker: Worker): Promise<void> {
    for (const suite of queue) {
      if (hooks.isStopped()) return;
      worker.target.mock?.reset();
      const result = await runSuite(suite, worker);
      if (isBailing && result.after.length > 0) isBailed = true;
      results.set(suite, result);
      options.follow?.onSuite?.(result);
    }
  }
  const workers = targets.map((one) => createWorker(one, options, hooks));
  try {
    await Promise.all(workers.map(work));
  } finally {
    await Promise.all(workers.map((worker) => worker.close()));
  }

  const done = chosen.flatMap((suite) => results.get(suite) ?? []);
  const totals = totalsOf(done.flatMap(({ cases }) => cases));
  return {
    startedAt,
    ms: Date.now() - startedAt,
    startMs,
    target,
    suites: done,
    totals,
    coverage: first?.mock && options.coverage?.result(first.snapshot),
    interrupted: signal?.aborted ? 'signal' : isBailed && totals.cases < planned ? 'bail' : undefined,
  };
}

/** All of them or none. */
async function openTargets(amount: number, { openTarget }: RunOptions): Promise<readonly Target[]> {
  const opened = await Promise.allSettled(Array.from({ length: amount }, () => openTarget()));
  const targets = opened.flatMap((one) => (one.status === 'fulfilled' ? [one.value] : []));
  const failed = opened.find((one) => one.status === 'rejected');
  if (!failed) return targets;
  await Promise.allSettled(targets.map((target) => target.close()));
  throw failed.reason;
}

function totalsOf(cases: readonly CaseResult[]): Totals {
  const of = (status: CaseResult['status']): number => cases.filter((one) => one.status === status).length;
  return { cases: cases.length, passed: of('passed'), failed: of('failed'), skipped: of('skipped') };
}
