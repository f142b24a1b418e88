/** What a run is told from outside: where its target comes from, which cases it runs and how, who listens. */

import type { Snapshot } from '../compile/snapshot.ts';
import type { MessagePromise } from './client/client-deps.ts';
import type { Answer, ExpectationFailure, TestCase } from './compiled-suite.ts';
import type { CaseResult, Coverage, SuiteResult } from './result.ts';
import type { Target, TargetMock } from './target.ts';

export interface RunOptions {
  /** Called once a worker, before the first case; each is closed at the end. When it rejects, so does the run. */
  openTarget(): Promise<Target>;
  /** Suites side by side, each worker with a target of its own. Default: 1. */
  readonly workers?: number | undefined;
  /** Begins no other case once one has failed. Default: false. */
  readonly isBailing?: boolean | undefined;
  /** For an answer, from the first byte of the request to its own last. Default: 10 s. */
  readonly timeoutMs?: number | undefined;
  /** How often a GET, HEAD or OPTIONS that fails is sent again. Default: 0. */
  readonly retries?: number | undefined;
  /** Which cases are run; those that are not are in no result. Default: all. */
  select?(testCase: TestCase): boolean;
  /** Writes the files of `expect: { file }` where they differ. Default: false. */
  readonly isUpdating?: boolean | undefined;
  /** `--var`: over the vars of suites and cases. */
  readonly vars?: Readonly<Record<string, unknown>> | undefined;
  /** What expressions see as `env`. */
  readonly env?: Readonly<Record<string, string>> | undefined;
  /** More texts that no result shows, beside the secrets of the suites. */
  readonly secrets?: readonly string[] | undefined;
  /** Repeats what is random; each case has a stream of its own. Default: 0. */
  readonly seed?: number | undefined;
  /** When the command began, in milliseconds since the epoch: `startMs` counts from there. Default: now. */
  readonly startedAt?: number | undefined;
  readonly follow?: Following | undefined;
  /**
   * Ends the run early: the request under way is finished, waiting is cut short, `after` is run, no other case is
   * begun; what was run is in the result.
   */
  readonly signal?: AbortSignal | undefined;
  /** Where given, and on the mock only, told of each target before its first request. */
  readonly coverage?: CoverageCollector | undefined;
  /** Holds answers and messages to what the project promises. Default: nothing is promised. */
  readonly conformance?: Conformance | undefined;
}

/** Who is told of results as they come. */
export interface Following {
  onStart?(plan: { readonly suites: number; readonly cases: number; readonly target: string | undefined }): void;
  onCase?(result: CaseResult): void;
  /** Told of every suite that the result has. */
  onSuite?(result: SuiteResult): void;
}

export interface CoverageCollector {
  /** Returns how to stop. */
  watch(mock: TargetMock, snapshot: Snapshot): () => void;
  result(snapshot: Snapshot): Coverage;
}

/** The promises of declared routes and channels; undefined where nothing is declared. */
export interface Conformance {
  /** `path` and query as sent; never asked about HEAD, which has no body to look at. */
  answer(
    snapshot: Snapshot,
    method: string,
    path: string,
  ): ((answer: Answer) => readonly ExpectationFailure[]) | undefined;
  /** `path` and query of the handshake. */
  message(snapshot: Snapshot, path: string): MessagePromise | undefined;
}
