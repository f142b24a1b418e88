import { expect } from 'chai';
import { createStyle } from '../../../src/core/style.ts';
import { displayWidth } from '../../../src/core/terminal-text.ts';
import { createProgress } from '../../../src/runner/reporters/progress.ts';
import { caseResult, failure } from './fixture.ts';

const ERASE = '\r\u001b[2K';

describe('createProgress', () => {
  it('draws one line again and again, and takes it away', () => {
    const progress = createProgress(createStyle(false));
    expect([
      progress.begin(2),
      progress.step(caseResult({ name: 'a' })),
      progress.above('goods\n'),
      progress.step(caseResult({ name: 'b', failures: [failure()] })),
      progress.end(),
    ]).to.deep.equal(['0/2', `${ERASE}1/2  a`, `${ERASE}goods\n1/2  a`, `${ERASE}2/2  1 failed  b`, ERASE]);
  });

  const names: readonly (readonly [title: string, name: string])[] = [
    ['long', 'x'.repeat(500)],
    ['wide', '进入聊天'.repeat(20)],
    ['hostile', '\u001b[2J\n\u0007'.repeat(30)],
  ];
  for (const [title, name] of names) {
    for (const columns of [8, 20, 80]) {
      it(`never wraps at ${columns} columns for a ${title} name`, () => {
        const progress = createProgress(createStyle(false), columns);
        progress.begin(1);
        const line = progress.step(caseResult({ name })).slice(ERASE.length);
        expect(displayWidth(line)).to.be.below(columns);
        expect(line).not.to.match(/[\u0000-\u001f]/);
      });
    }
  }
});
