/** Runs that have everything a reporter may meet. */

import type { Origin } from '../../../src/core/origin.ts';
import type { ReporterOptions, Reporting } from '../../../src/runner/reporters/reporter.ts';
import type { CaseResult, Failure, RunResult, SuiteResult } from '../../../src/runner/result.ts';

export const STARTED_AT = Date.UTC(2026, 10, 22, 9, 30, 0, 250);

export const PLAIN_OPTIONS: ReporterOptions = {
  version: '1.2.3',
  isColoured: false,
  columns: undefined,
  isTerminal: false,
};

/** What a hostile service or a careless file may bring into a name. */
export const HOSTILE_NAME =
  '<script>alert("x")</script> & \'quotes\' ]]> # SKIP \\ ::error::x \u001b[31mred\u0007 \ud800 \uffff';

function originAt(file: string, line: number, column: number): Origin {
  return { file, pointer: '/cases/0', line, column };
}

export function failure(changes: Partial<Failure> = {}): Failure {
  return {
    origin: originAt('shop/goods.test.yaml', 14, 15),
    step: 'PUT /shop/goods/{id}',
    message: 'status: expected 403, received 201',
    kind: 'expectation',
    differences: [{ pointer: '/status', expected: 403, received: 201, message: 'expected 403, received 201' }],
    curl: undefined,
    answeredBy: undefined,
    details: [],
    ...changes,
  };
}

export function caseResult(changes: Partial<CaseResult> = {}): CaseResult {
  const result: CaseResult = {
    suite: 'goods',
    name: 'GET /shop/goods/1?name=pen',
    origin: originAt('shop/goods.test.yaml', 7, 5),
    tags: [],
    status: changes.failures?.length ? 'failed' : 'passed',
    reason: undefined,
    startedAt: STARTED_AT,
    ms: 2.75,
    failures: [],
    notes: [],
    requests: 1,
  };
  return { ...result, ...changes };
}

export function suiteResult(changes: Partial<SuiteResult> = {}): SuiteResult {
  return {
    name: 'goods',
    file: 'shop/goods.test.yaml',
    startedAt: STARTED_AT,
    ms: 48.5,
    cases: [],
    before: [],
    after: [],
    notes: [],
    ...changes,
  };
}

export function runResult(suites: readonly SuiteResult[], changes: Partial<RunResult> = {}): RunResult {
  const cases = suites.flatMap((suite) => suite.cases);
  const countOf = (status: CaseResult['status']): number => cases.filter((result) => result.status === status).length;
  return {
    startedAt: STARTED_AT,
    ms: 340.4,
    startMs: 210,
    target: undefined,
    suites,
    totals: { cases: cases.length, passed: countOf('passed'), failed: countOf('failed'), skipped: countOf('skipped') },
    coverage: undefined,
    interrupted: undefined,
    ...changes,
  };
}

const CURL = `curl -i -X PUT 'http://127.0.0.1:43211/shop/goods/1' -H 'x-token: ***' -d '{"name":"pen","price":2000}'`;
const LONG = 'x'.repeat(3000);

const goods = suiteResult({
  cases: [
    caseResult(),
    caseResult({
      name: 'a price over the limit is refused',
      origin: originAt('shop/goods.test.yaml', 9, 5),
      tags: ['smoke', 'limits'],
      ms: 12.2,
      failures: [
        failure({ curl: CURL, answeredBy: 'shop/goods.yaml:12' }),
        failure({
          origin: originAt('shop/goods.test.yaml', 14, 28),
          message: 'body: 2 differences',
          differences: [
            { pointer: '/body/code', expected: 40301, received: 200, message: 'expected 40301, received 200' },
            {
              pointer: '/body/data/price',
              expected: { $gte: 3000 },
              received: undefined,
              message: 'expected a number of at least 3000, received nothing',
            },
          ],
          curl: CURL,
          answeredBy: 'shop/goods.yaml:12',
        }),
      ],
      notes: ['PUT /shop/goods/{id} was sent 3 times', 'verify is not checked on a target'],
      requests: 3,
    }),
    caseResult({
      name: 'created, then read back — 你好',
      ms: 1234,
      failures: [
        failure({
          step: 'GET ${location}?name=${row.name}',
          message: 'body: 25 differences',
          differences: [
            {
              pointer: '/body/data/text',
              expected: `${LONG}after${LONG}`,
              received: `${LONG}other${LONG}`,
              message: `expected "${'x'.repeat(77)}…", received "${'x'.repeat(77)}…"`,
            },
            ...Array.from({ length: 24 }, (_, index) => ({
              pointer: `/body/data/items/${index}/名字`,
              expected: `item ${index}`,
              received: `\u001b[3${index % 8}mitem\u0007\n你好`,
              message: `expected "item ${index}", received "\\u001b[3${index % 8}mitem\\u0007\\n你好"`,
            })),
          ],
        }),
        failure({
          origin: originAt('shop/goods.test.yaml', 31, 9),
          step: 'verify',
          message: 'PUT /shop/goods/{id}: expected 1 request, received 0',
          kind: 'verify',
          differences: [],
          details: ['the closest request: PUT /shop/goods/2', '  body.name: expected "pen", received "你好"'],
        }),
      ],
    }),
    caseResult({
      name: 'waits for the service',
      status: 'skipped',
      reason: 'not built yet # see \\ ticket',
      requests: 0,
    }),
    caseResult({ name: 'waits for nobody', status: 'skipped', requests: 0 }),
  ],
});

const hostile = suiteResult({
  name: `a <suite> "of" ${HOSTILE_NAME}`,
  file: 'shop/a<b>&"c".test.yaml',
  cases: [
    caseResult({ name: HOSTILE_NAME, suite: 'hostile' }),
    caseResult({
      name: HOSTILE_NAME,
      suite: 'hostile',
      tags: ['<b>'],
      failures: [
        failure({
          origin: originAt('shop/a<b>&"c".test.yaml', 3, 1),
          step: 'GET /</pre><script>alert(1)</script>',
          message: 'connection refused\n::error::forged\u001b[2J',
          kind: 'error',
          differences: [],
          curl: "curl -i 'http://127.0.0.1:1/%00\u0000]]>'",
          details: ['ann has 1 unread message:\u0000', '  "<img src=x onerror=alert(2)>"', '  ...', '---'],
        }),
      ],
      notes: ['a note\nof two lines'],
    }),
  ],
});

const login = suiteResult({
  name: 'login',
  file: 'login.test.yaml',
  ms: 5,
  notes: ['POST /login was sent 2 times', 'not <kept>\n# [31m'],
  before: [
    failure({
      origin: originAt('login.test.yaml', 4, 12),
      step: 'GET /health',
      message: 'the answer took longer than 10s',
      kind: 'error',
      differences: [],
      curl: "curl -i 'http://127.0.0.1:43211/health'",
    }),
  ],
  cases: [
    caseResult({ suite: 'login', name: 'logs in', status: 'failed', ms: 0, requests: 0 }),
    caseResult({ suite: 'login', name: 'logs out', status: 'failed', ms: 0, requests: 0 }),
  ],
  after: [failure({ origin: originAt('login.test.yaml', 5, 12), step: 'DELETE /session' })],
});

/** Everything at once: each outcome, hostile text, coverage, cut short. */
export const RICH_RUN: RunResult = runResult([goods, hostile, login], {
  ms: 65_400,
  interrupted: 'signal',
  coverage: {
    routes: { total: 14, covered: 12 },
    cases: { total: 30, covered: 30 },
    parameters: { total: 1000, covered: 999 },
    rules: { total: 0, covered: 0 },
    percent: 99.7,
    missed: [
      { kind: 'route', name: 'GET /goods/{id}', at: 'goods.yaml:12' },
      ...Array.from({ length: 24 }, (_, index) => ({
        kind: 'parameter' as const,
        name: `GET /goods/{id} query.p${index}`,
        at: `goods.yaml:${20 + index}`,
      })),
    ],
  },
});

/** All is well, against a real service. */
export const GOOD_RUN: RunResult = runResult([suiteResult({ cases: [caseResult(), caseResult({ ms: 0.04 })] })], {
  target: 'https://api.example.com/v1',
});

/** A whole run, as the runner tells it: everything that is written, in order. */
export function told(reporting: Reporting, result: RunResult): string {
  const { suites, totals, target } = result;
  return [
    reporting.onStart?.({ suites: suites.length, cases: totals.cases, target }) ?? '',
    ...suites.flatMap((suite) => [
      ...suite.cases.map((item) => reporting.onCase?.(item) ?? ''),
      reporting.onSuite?.(suite) ?? '',
    ]),
    reporting.end(result),
  ].join('');
}
