/** The whole run for programs. */

import type { Origin } from '../../core/origin.ts';
import type { CaseResult, Failure, FailureDifference, RunResult, SuiteResult } from '../result.ts';
import type { JsonCase, JsonDifference, JsonFailure, JsonOrigin, JsonReport, JsonSuite } from './json-report.ts';
import { jsonValue } from './json-value.ts';
import type { Reporter } from './reporter.ts';

export const json: Reporter = {
  name: 'json',
  summary: 'everything, for programs',
  create: ({ version }) => ({ end: (result) => `${JSON.stringify(reportOf(result, version), undefined, 2)}\n` }),
};

/** Keys are listed one by one: what the runner adds for itself is no promise. */
function reportOf(result: RunResult, version: string): JsonReport {
  const { startedAt, ms, startMs, target, interrupted, totals, suites, coverage } = result;
  return {
    schema: 1,
    version,
    startedAt: iso(startedAt),
    ms: rounded(ms),
    startMs: rounded(startMs),
    target: target ?? null,
    interrupted: interrupted ?? null,
    totals,
    suites: suites.map(suiteOf),
    coverage: coverage ?? null,
  };
}

function suiteOf({ name, file, startedAt, ms, cases, before, after, notes }: SuiteResult): JsonSuite {
  return {
    name,
    file,
    startedAt: iso(startedAt),
    ms: rounded(ms),
    cases: cases.map(caseOf),
    before: before.map(failureOf),
    after: after.map(failureOf),
    notes,
  };
}

function caseOf(result: CaseResult): JsonCase {
  const { suite, name, origin, tags, status, reason, startedAt, ms, failures, notes, requests } = result;
  return {
    suite,
    name,
    origin: originOf(origin),
    tags,
    status,
    reason: reason ?? null,
    startedAt: iso(startedAt),
    ms: rounded(ms),
    failures: failures.map(failureOf),
    notes,
    requests,
  };
}

function failureOf({ origin, step, message, kind, differences, curl, answeredBy, details }: Failure): JsonFailure {
  return {
    origin: originOf(origin),
    step,
    message,
    kind,
    differences: differences.map(differenceOf),
    curl: curl ?? null,
    answeredBy: answeredBy ?? null,
    details,
  };
}

function differenceOf({ pointer, expected, received, message }: FailureDifference): JsonDifference {
  return {
    pointer,
    ...(expected === undefined ? {} : { expected: jsonValue(expected) }),
    ...(received === undefined ? {} : { received: jsonValue(received) }),
    message,
  };
}

function originOf({ file, line, column }: Origin): JsonOrigin {
  return { file, line, column };
}

/** To the microsecond: clocks tell no more. */
function rounded(ms: number): number {
  return Math.round(ms * 1000) / 1000;
}

function iso(time: number): string {
  return new Date(time).toISOString();
}
