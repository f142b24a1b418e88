import { expect } from 'chai';
import { countProblems, hasErrors } from '../../src/cli/print-problems.ts';
import type { Problem, Severity } from '../../src/core/problem.ts';

function problems(...severities: readonly Severity[]): readonly Problem[] {
  const origin = { file: 'a.yaml', pointer: '', line: 1, column: 1 };
  return severities.map((severity) => ({ code: 'unknown-key', severity, message: 'm', origin }));
}

describe('countProblems', () => {
  const rows: readonly (readonly [readonly Severity[], string])[] = [
    [[], 'no problems'],
    [['error'], '1 error'],
    [['warning', 'warning'], '2 warnings'],
    [['warning', 'error', 'error'], '2 errors, 1 warning'],
  ];
  for (const [severities, text] of rows) {
    it(`says "${text}"`, () => {
      expect(countProblems(problems(...severities))).to.equal(text);
    });
  }
});

describe('hasErrors', () => {
  it('is false for warnings alone', () => {
    expect([hasErrors(problems('warning')), hasErrors(problems('warning', 'error'))]).to.deep.equal([false, true]);
  });
});
