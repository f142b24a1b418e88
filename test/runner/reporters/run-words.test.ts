import { expect } from 'chai';
import { coverageRows, formatTook, summaryLine } from '../../../src/runner/reporters/run-words.ts';
import { caseResult, failure, runResult, suiteResult } from './fixture.ts';

describe('formatTook', () => {
  const rows: readonly (readonly [ms: number, text: string])[] = [
    [0, '0.0 ms'],
    [0.44, '0.4 ms'],
    [1, '1 ms'],
    [340.4, '340 ms'],
    [999.7, '1000 ms'],
    [1000, '1.0 s'],
    [12_390, '12.4 s'],
    [60_000, '1 min 0 s'],
    [123_456, '2 min 3 s'],
    [3_600_000, '60 min 0 s'],
  ];
  for (const [ms, text] of rows) {
    it(`says ${text} for ${ms}`, () => {
      expect(formatTook(ms)).to.equal(text);
    });
  }
});

describe('summaryLine', () => {
  const passed = caseResult();
  const failed = caseResult({ failures: [failure()] });
  const skipped = caseResult({ status: 'skipped' });

  it('counts what there is', () => {
    expect(summaryLine(runResult([suiteResult({ cases: [passed, passed, failed, skipped] })]))).to.equal(
      '2 passed, 1 failed, 1 skipped in 340 ms (start 210 ms)',
    );
  });

  it('says so when only before or after failed', () => {
    const broken = suiteResult({ cases: [passed], after: [failure()] });
    expect(summaryLine(runResult([broken, broken]))).to.equal(
      '2 passed, 2 suites with a failed before or after in 340 ms (start 210 ms)',
    );
  });
});

describe('coverageRows', () => {
  const nothing = { total: 0, covered: 0 };

  it('leave out what the project does not have, and never round up to all', () => {
    const rows = coverageRows({
      routes: { total: 1, covered: 1 },
      cases: nothing,
      parameters: { total: 3000, covered: 2999 },
      rules: nothing,
      percent: 99.9,
      missed: [],
    });
    expect(rows).to.deep.equal([
      { name: 'routes', covered: '1', total: '1', percent: '100.0%' },
      { name: 'parameters', covered: '2999', total: '3000', percent: '99.9%' },
      { name: 'all', covered: '3000', total: '3001', percent: '99.9%' },
    ]);
  });

  it('have one row for a project of nothing', () => {
    const empty = { routes: nothing, cases: nothing, parameters: nothing, rules: nothing, percent: 100, missed: [] };
    expect(coverageRows(empty)).to.deep.equal([{ name: 'all', covered: '0', total: '0', percent: '100.0%' }]);
  });
});
