import { mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'chai';
import { CommandFailure } from '../../../src/cli/command-failure.ts';
import { parseOutput } from '../../../src/cli/test/option-values.ts';
import { openReports } from '../../../src/cli/test/reports.ts';
import type { RunResult } from '../../../src/runner/result.ts';
import { fakeTerminal, useFolder } from '../fake-terminal.ts';

const NONE = { total: 0, covered: 0 };
const RESULT: RunResult = {
  startedAt: 0,
  ms: 2,
  startMs: 1,
  target: undefined,
  suites: [],
  totals: { cases: 0, passed: 0, failed: 0, skipped: 0 },
  coverage: { routes: NONE, cases: NONE, parameters: NONE, rules: NONE, percent: 100, missed: [] },
  interrupted: undefined,
};

describe('openReports', () => {
  const folder = useFolder();
  const outputs = (...texts: readonly string[]) => texts.flatMap((text) => parseOutput(text, undefined));

  it('writes each where it was asked for, and hides the coverage from people alone', () => {
    const cwd = folder();
    const fake = fakeTerminal({ cwd });
    const reports = openReports(outputs('plain', 'pretty=a.txt', 'json=a.json'), fake.terminal, '1');
    reports.follow.onStart?.({ suites: 0, cases: 0, target: 'http://a' });
    reports.finish(RESULT, { hidesCoverage: true });
    const text = 'target http://a\n\n0 passed in 2 ms (start 1 ms)\n';
    expect(fake.out()).to.equal(text);
    expect(readFileSync(join(cwd, 'a.txt'), 'utf8')).to.equal(text);
    expect(JSON.parse(readFileSync(join(cwd, 'a.json'), 'utf8')).coverage.percent).to.equal(100);
  });

  it('shows the coverage to people where it is not hidden', () => {
    const fake = fakeTerminal({ cwd: folder() });
    openReports(outputs('plain'), fake.terminal, '1').finish(RESULT, { hidesCoverage: false });
    expect(fake.out()).to.match(/^coverage /);
  });

  it('writes the others when some cannot be written in the end, and tells of all those', () => {
    const cwd = folder();
    const fake = fakeTerminal({ cwd });
    const reports = openReports(outputs('json=a.json', 'html=b.html', 'tap=c.tap'), fake.terminal, '1');
    reports.follow.onStart?.({ suites: 0, cases: 0, target: undefined });
    for (const name of ['a.json', 'b.html']) mkdirSync(join(cwd, name, 'x'), { recursive: true });
    expect(() => reports.finish(RESULT, { hidesCoverage: false })).to.throw(
      CommandFailure,
      /^the report "a\.json" cannot be written: .*\nthe report "b\.html" cannot be written: /,
    );
    expect(readFileSync(join(cwd, 'c.tap'), 'utf8')).to.match(/^TAP version 14\n/);
  });
});
