/** The JSON report as data: what `--output json` promises to whoever reads it. */

import type { CaseStatus, Coverage, Failure, RunResult, Totals } from '../result.ts';
import type { JsonValue } from './json-value.ts';

/** Every key is always there unless it says otherwise; what does not apply is null. */
export interface JsonReport {
  /** Raised when a key is renamed or goes; new keys may come at any time. */
  readonly schema: 1;
  /** Of mockapi. */
  readonly version: string;
  /** ISO 8601, UTC. */
  readonly startedAt: string;
  readonly ms: number;
  /** Of `ms`, until the first case could begin. */
  readonly startMs: number;
  /** Null: the mock. */
  readonly target: string | null;
  readonly interrupted: NonNullable<RunResult['interrupted']> | null;
  readonly totals: Totals;
  readonly suites: readonly JsonSuite[];
  /** Null on a target. */
  readonly coverage: Coverage | null;
}

export interface JsonSuite {
  readonly name: string;
  readonly file: string;
  readonly startedAt: string;
  readonly ms: number;
  readonly cases: readonly JsonCase[];
  /** When it failed, every case of the suite is failed, with no failures of its own. */
  readonly before: readonly JsonFailure[];
  readonly after: readonly JsonFailure[];
  /** Of the steps of both. */
  readonly notes: readonly string[];
}

export interface JsonCase {
  readonly suite: string;
  readonly name: string;
  readonly origin: JsonOrigin;
  readonly tags: readonly string[];
  readonly status: CaseStatus;
  /** Why it was skipped. */
  readonly reason: string | null;
  readonly startedAt: string;
  readonly ms: number;
  readonly failures: readonly JsonFailure[];
  readonly notes: readonly string[];
  /** Requests and frames. */
  readonly requests: number;
}

export interface JsonOrigin {
  readonly file: string;
  /** 1-based, as is `column`. */
  readonly line: number;
  readonly column: number;
}

export interface JsonFailure {
  readonly origin: JsonOrigin;
  readonly step: string;
  readonly message: string;
  readonly kind: Failure['kind'];
  /** All of them. */
  readonly differences: readonly JsonDifference[];
  readonly curl: string | null;
  /** `goods.yaml:12`. */
  readonly answeredBy: string | null;
  readonly details: readonly string[];
}

export interface JsonDifference {
  readonly pointer: string;
  /** Not there where nothing was expected; large values are cut, told by `…`. */
  readonly expected?: JsonValue;
  /** Not there where nothing was received; large values are cut, told by `…`. */
  readonly received?: JsonValue;
  readonly message: string;
}
