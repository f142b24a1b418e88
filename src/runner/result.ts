/** What a run came to, as data: the runner makes it, reporters tell it. Everything in it is masked already. */

import type { Origin } from '../core/origin.ts';

export interface RunResult {
  /** Milliseconds since the epoch. */
  readonly startedAt: number;
  readonly ms: number;
  /** How long it took until the first case could begin: loading, compiling, listening. */
  readonly startMs: number;
  /** Undefined for the mock. */
  readonly target: string | undefined;
  readonly suites: readonly SuiteResult[];
  readonly totals: Totals;
  /** Undefined on a target. */
  readonly coverage: Coverage | undefined;
  /** Set when it was cut short. */
  readonly interrupted: 'signal' | 'bail' | undefined;
}

export interface Totals {
  readonly cases: number;
  readonly passed: number;
  readonly failed: number;
  readonly skipped: number;
}

export interface SuiteResult {
  readonly name: string;
  /** `shop/goods.test.yaml`. */
  readonly file: string;
  readonly startedAt: number;
  readonly ms: number;
  readonly cases: readonly CaseResult[];
  /** Of the steps of `before`: when they fail, every case of the suite is failed by it, with no failures of its own. */
  readonly before: readonly Failure[];
  /** Of the steps of `after`: they fail the run and no case. */
  readonly after: readonly Failure[];
  /** Of the steps of both: what is worth knowing and fails nothing. */
  readonly notes: readonly string[];
}

export type CaseStatus = 'passed' | 'failed' | 'skipped';

export interface CaseResult {
  readonly suite: string;
  readonly name: string;
  readonly origin: Origin;
  readonly tags: readonly string[];
  readonly status: CaseStatus;
  /** Why it was skipped; undefined without a word. */
  readonly reason: string | undefined;
  readonly startedAt: number;
  readonly ms: number;
  readonly failures: readonly Failure[];
  /** What is worth knowing and fails nothing: `verify is not checked on a target`, `GET /x was sent 2 times`. */
  readonly notes: readonly string[];
  /** Requests and frames. */
  readonly requests: number;
}

/** One thing that is not as expected; a response may have many. */
export interface Failure {
  /** Where the expectation is written. */
  readonly origin: Origin;
  /** `PUT /shop/goods/{id}`, `ann: receive`, `verify`. */
  readonly step: string;
  /** One line, lower case: `status: expected 201, received 422`. */
  readonly message: string;
  readonly kind: 'expectation' | 'conformance' | 'verify' | 'error';
  /** What differed; empty for what is no difference (a timeout, a connection refused). */
  readonly differences: readonly FailureDifference[];
  /** The request as a curl line that can be pasted; undefined where none was made. */
  readonly curl: string | undefined;
  /** The route of the mock that answered: `goods.yaml:12`. */
  readonly answeredBy: string | undefined;
  /** More lines, such as the unread messages of a client, or the closest requests of a `verify`. */
  readonly details: readonly string[];
}

export interface FailureDifference {
  /** JSON Pointer into the answer: `/body/data/name`, `/status`. */
  readonly pointer: string;
  readonly expected: unknown;
  readonly received: unknown;
  readonly message: string;
}

/** What of the project a run has exercised. */
export interface Coverage {
  readonly routes: Share;
  readonly cases: Share;
  readonly parameters: Share;
  readonly rules: Share;
  /** Of all of them together, in percent, one decimal; 100 where there is nothing to cover. */
  readonly percent: number;
  /** What was never exercised, by file and line. */
  readonly missed: readonly Missed[];
}

export interface Share {
  readonly total: number;
  readonly covered: number;
}

export interface Missed {
  readonly kind: 'route' | 'case' | 'parameter' | 'rule';
  /** `GET /goods/{id}`, `GET /goods/{id} case 2`, `GET /goods/{id} query.limit`, `WS /ws/{room}/{user} message rule 1`. */
  readonly name: string;
  readonly at: string;
}
