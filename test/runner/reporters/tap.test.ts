import { expect } from 'chai';
import { type EventLog, Parser } from 'tap-parser';
import { tap } from '../../../src/runner/reporters/tap.ts';
import type { RunResult } from '../../../src/runner/result.ts';
import {
  caseResult,
  failure,
  GOOD_RUN,
  HOSTILE_NAME,
  PLAIN_OPTIONS,
  RICH_RUN,
  runResult,
  suiteResult,
  told,
} from './fixture.ts';

/** What a strict reader makes of it: a line that is no TAP would be `extra`, and a failure. */
function read(result: RunResult): EventLog {
  return Parser.parse(told(tap.create(PLAIN_OPTIONS), result), { strict: true });
}

function eventsOf(log: EventLog, name: string): readonly unknown[] {
  return log.filter((event) => event[0] === name).map((event) => event[1]);
}

const rows: readonly (readonly [title: string, result: RunResult, outcome: object])[] = [
  ['a run in which all is well', GOOD_RUN, { ok: true, count: 2, pass: 2, fail: 0, skip: 0, bailout: false }],
  ['a run of nothing', runResult([]), { ok: true, count: 0, pass: 0, fail: 0, skip: 0, bailout: false }],
  [
    'a run that was cut short',
    RICH_RUN,
    { ok: false, count: 11, pass: 4, fail: 7, skip: 2, bailout: 'interrupted: not everything was run' },
  ],
  [
    'a run whose before and after failed',
    { ...RICH_RUN, interrupted: undefined },
    { ok: false, count: 11, pass: 4, fail: 7, skip: 2, bailout: false },
  ],
  [
    'a run that was cut short before anything',
    runResult([], { interrupted: 'bail' }),
    { ok: false, count: 0, bailout: 'stopped at the first failure (--bail): not everything was run' },
  ],
];

describe('tap', () => {
  for (const [title, result, outcome] of rows) {
    it(`is read as ${title}`, () => {
      const log = read(result);
      expect(eventsOf(log, 'complete')[0]).to.include(outcome);
      expect(eventsOf(log, 'extra')).to.deep.equal([]);
    });
  }

  it('keeps names and reasons as they are, whatever TAP could read into them', () => {
    const names = ['a # SKIP b', 'a \\# TODO b', '\\', '# time=1s', '- 12', 'ok 1 - x', '你好', 'a\nnot ok 2'];
    const cases = names.map((name) => caseResult({ name }));
    const skipped = caseResult({ name: 'x', status: 'skipped', reason: 'see # 12 \\ x' });
    const points = eventsOf(read(runResult([suiteResult({ cases: [...cases, skipped] })])), 'assert') as readonly {
      readonly name: string;
      readonly ok: boolean;
      readonly skip: string | boolean;
    }[];
    expect(points.map(({ name, ok, skip }) => ({ name, ok, skip }))).to.deep.equal([
      ...names.map((name) => ({ name: `goods: ${name.replace('\n', '\\n')}`, ok: true, skip: false })),
      { name: 'goods: x', ok: true, skip: 'see # 12 \\ x' },
    ]);
  });

  it('tells a failure as data that YAML reads as it was, whatever is in it', () => {
    const message = `${HOSTILE_NAME.toWellFormed()}\n...\n---\n\u0085\u2028\ufeff\u0000: - {}`;
    const difference = { pointer: '/a: b', expected: undefined, received: ['\u001b[31m # \\ ...'], message };
    const failures = [
      failure({ message, differences: [difference], details: ['...'], answeredBy: 'a.yaml:1', curl: "curl 'x'" }),
    ];
    const [point] = eventsOf(read(runResult([suiteResult({ cases: [caseResult({ failures })] })])), 'assert');
    expect(point).to.deep.include({ ok: false, time: 2.75 });
    expect((point as { readonly diag: unknown }).diag).to.deep.equal({
      failures: [
        {
          message,
          kind: 'expectation',
          step: 'PUT /shop/goods/{id}',
          at: { file: 'shop/goods.test.yaml', line: 14, column: 15 },
          differences: [
            {
              pointer: '/a: b',
              message,
              expected: 'nothing',
              received: '["\\u001b[31m # \\\\ ..."]',
            },
          ],
          details: ['...'],
          answered_by: 'a.yaml:1',
          curl: "curl 'x'",
        },
      ],
    });
  });
});
