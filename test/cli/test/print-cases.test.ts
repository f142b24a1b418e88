import { expect } from 'chai';
import { casesJson, formatCaseList, formatPlan } from '../../../src/cli/test/print-cases.ts';
import { createStyle } from '../../../src/core/style.ts';
import type { TestStep } from '../../../src/runner/compiled-suite.ts';
import { at, suite, testCase } from '../../runner/hand-made.ts';

const PLAIN = createStyle(false);

function wait(ms: number): TestStep {
  return { kind: 'wait', origin: at(1), ms };
}

function use(title: string): TestStep {
  return { kind: 'use', origin: at(1), title, steps: [], clients: [], after: [], vars: () => ({}) };
}

const SUITES = [
  suite({
    name: 'shop',
    before: [use('#log in')],
    after: [wait(1500)],
    cases: [
      testCase('wait 20ms', [wait(20)]),
      testCase('${row.a}\u001b[31m', [use('login.test.yaml#x'), wait(5)], {
        origin: at(7),
        tags: ['a', 'b'],
        rows: [{ a: 1 }, { a: 2 }],
        isOnly: true,
        after: [wait(1)],
      }),
    ],
  }),
  suite({
    name: 'late',
    cases: [testCase('one', [wait(1)], { skip: true }), testCase('two', [wait(1)], { skip: 'no\ttime' })],
  }),
];

describe('formatCaseList', () => {
  it('aligns columns on a terminal', () => {
    const out = { isTerminal: true, style: PLAIN, write: () => {} };
    expect(formatCaseList(SUITES, out).split('\n')).to.deep.equal([
      'where               suite  case              rows  tags  note',
      'shop.test.yaml:2:3  shop   wait 20ms',
      'shop.test.yaml:7:3  shop   ${row.a}\\x1b[31m  2     a b   only',
      'shop.test.yaml:2:3  late   one                           skipped',
      'shop.test.yaml:2:3  late   two                           skipped: no\\ttime',
      '',
    ]);
  });

  it('separates cells by tabs for programs', () => {
    const out = { isTerminal: false, style: PLAIN, write: () => {} };
    expect(formatCaseList(SUITES.slice(0, 1), out)).to.equal(
      'shop.test.yaml:2:3\tshop\twait 20ms\t\t\t\nshop.test.yaml:7:3\tshop\t${row.a}\\x1b[31m\t2\ta b\tonly\n',
    );
  });
});

describe('formatPlan', () => {
  it('shows suites, cases and steps, and counts what would be run', () => {
    expect(formatPlan(SUITES, undefined, PLAIN)).to.equal(`shop  shop.test.yaml
  before: use #log in
  wait 20ms
  \${row.a}\\x1b[31m  (2 rows, only)
    use login.test.yaml#x
    wait 5ms
    after: wait 1ms
  after: wait 1.5s

late  shop.test.yaml
  one  (skipped)
  two  (skipped: no\\ttime)

3 cases of 2 suites would be run on the mock; nothing was sent
`);
  });

  it('names the service', () => {
    expect(formatPlan([], 'http://a', PLAIN)).to.equal(
      '0 cases of 0 suites would be run on http://a; nothing was sent\n',
    );
  });
});

describe('casesJson', () => {
  it('has every key of each case', () => {
    expect(casesJson(SUITES)).to.deep.equal([
      {
        suite: 'shop',
        name: 'wait 20ms',
        ...place(2),
        tags: [],
        rows: null,
        skip: false,
        only: false,
        steps: ['wait 20ms'],
      },
      {
        suite: 'shop',
        name: '${row.a}\u001b[31m',
        ...place(7),
        tags: ['a', 'b'],
        rows: 2,
        skip: false,
        only: true,
        steps: ['use login.test.yaml#x', 'wait 5ms'],
      },
      { suite: 'late', name: 'one', ...place(2), tags: [], rows: null, skip: true, only: false, steps: ['wait 1ms'] },
      {
        suite: 'late',
        name: 'two',
        ...place(2),
        tags: [],
        rows: null,
        skip: 'no\ttime',
        only: false,
        steps: ['wait 1ms'],
      },
    ]);
  });
});

function place(line: number) {
  return { file: 'shop.test.yaml', line, column: 3 };
}
