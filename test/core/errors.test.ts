import { expect } from 'chai';
import { SpecError } from '../../src/core/errors.ts';
import type { Problem, Severity } from '../../src/core/problem.ts';

const problem = (line: number, severity: Severity = 'error'): Problem => ({
  code: 'wrong-value',
  severity,
  message: 'it is wrong',
  hint: 'mend it',
  origin: { file: 'a.yaml', pointer: '', line, column: 1 },
});

describe('SpecError', () => {
  const first = (text: string): readonly string[] => text.split('\n').filter((line) => !line.startsWith(' '));

  it('tells every problem, errors before warnings', () => {
    expect(new SpecError([problem(1, 'warning'), problem(2)]).message).to.equal(
      [
        'a.yaml:2:1  error  wrong-value  it is wrong',
        '       mend it',
        'a.yaml:1:1  warning  wrong-value  it is wrong',
        '       mend it',
      ].join('\n'),
    );
  });

  it('tells ten of many, and how many more there are', () => {
    const many = Array.from({ length: 12 }, (_, index) => problem(index + 1));
    const told = first(new SpecError(many).message);
    expect([told.length, told.at(-2), told.at(-1)]).to.deep.equal([
      11,
      'a.yaml:10:1  error  wrong-value  it is wrong',
      'and 2 more',
    ]);
    expect(new SpecError(many).problems).to.equal(many);
  });

  it('says something without any', () => {
    expect(new SpecError([]).message).to.equal('the project is wrong');
  });
});
