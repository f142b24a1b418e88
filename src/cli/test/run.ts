/** One run of the suites that are chosen: the target, the reports, the exit code. */

import { randomBytes } from 'node:crypto';
import type { Snapshot } from '../../compile/snapshot.ts';
import type { CompiledSuite } from '../../runner/compiled-suite.ts';
import { createConformance } from '../../runner/conformance.ts';
import { createCoverage } from '../../runner/coverage.ts';
import type { RunResult } from '../../runner/result.ts';
import { runSuites } from '../../runner/run.ts';
import { EXIT } from '../exit-code.ts';
import type { Stream } from '../terminal.ts';
import type { TestJob } from './job.ts';
import { openMock } from './mock-target.ts';
import type { Reports } from './reports.ts';
import { reachService, serviceTarget } from './service.ts';
import type { Session } from './session.ts';

export interface RunRequest {
  readonly suites: readonly CompiledSuite[];
  readonly snapshot: Snapshot;
  readonly reports: Reports;
  /** True when the project has more cases than these. */
  readonly isPartial: boolean;
  /** When this began, in ms since the epoch. */
  readonly startedAt: number;
}

/** The exit code. Throws CommandFailure when the target is not there or a report cannot be written. */
export async function runTests(request: RunRequest, job: TestJob, session: Session): Promise<number> {
  const { suites, snapshot, reports, isPartial, startedAt } = request;
  const { service, minCoverage } = job;
  const { terminal, interruption } = session;
  const ownSeed = job.seed ?? snapshot.settings.seed;
  const seed = ownSeed ?? randomBytes(4).readUInt32LE();
  if (service) await reachService(service, interruption.signal);
  const quiet = tellWhenInterrupted(interruption.signal, terminal.err);
  const result = await runSuites(suites, {
    openTarget: async () => (service ? serviceTarget(service, snapshot) : openMock(job, seed)),
    workers: job.workers,
    isBailing: job.isBailing,
    timeoutMs: job.timeoutMs,
    retries: job.retries,
    isUpdating: job.isUpdating,
    vars: job.vars,
    env: snapshot.constants.env as Readonly<Record<string, string>>,
    seed,
    startedAt,
    follow: reports.follow,
    signal: interruption.signal,
    coverage: service ? undefined : createCoverage(),
    conformance: createConformance(),
  }).finally(quiet);
  reports.finish(result, { hidesCoverage: isPartial && minCoverage === undefined });
  const code = interruption.code ?? exitCodeOf(result);
  if (code === EXIT.failed && ownSeed === undefined) tellSeed(seed, terminal.err);
  return code === EXIT.fine ? coverageCode(result, minCoverage, terminal.err) : code;
}

/** Returns how to stop. */
function tellWhenInterrupted(signal: AbortSignal, err: Stream): () => void {
  const tell = (): void => err.write('stopping: what was begun is cleaned up and reported; once more ends at once\n');
  signal.addEventListener('abort', tell, { once: true });
  return () => signal.removeEventListener('abort', tell);
}

/** Steps around the cases of a suite fail the run, too. */
function exitCodeOf({ totals, suites }: RunResult): number {
  const isFine = totals.failed === 0 && suites.every(({ before, after }) => before.length + after.length === 0);
  return isFine ? EXIT.fine : EXIT.failed;
}

function tellSeed(seed: number, { write, style }: Stream): void {
  write(`${style.dim(`seed ${seed}: --seed ${seed} repeats what was random`)}\n`);
}

function coverageCode({ coverage }: RunResult, least: number | undefined, { write, style }: Stream): number {
  if (least === undefined || !coverage || coverage.percent >= least) return EXIT.fine;
  write(`${style.error('error:')} the coverage is ${coverage.percent}%, below the ${least}% of --min-coverage\n`);
  return EXIT.failed;
}
