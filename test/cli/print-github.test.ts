import { expect } from 'chai';
import { githubAnnotation } from '../../src/cli/print-github.ts';
import type { Problem } from '../../src/core/problem.ts';

const problem: Problem = {
  code: 'unknown-key',
  severity: 'error',
  message: 'a case has no key "whne"',
  origin: { file: 'routes.d/goods.yaml', pointer: '/routes', line: 12, column: 9 },
};

describe('githubAnnotation', () => {
  it('is one workflow command with the place', () => {
    expect(githubAnnotation(problem)).to.equal(
      '::error file=routes.d/goods.yaml,line=12,col=9,title=unknown-key::a case has no key "whne"',
    );
  });

  it('tells hint and related places behind the message', () => {
    const related = [{ message: 'the first is here', origin: { ...problem.origin, line: 3 } }];
    expect(githubAnnotation({ ...problem, severity: 'warning', hint: 'did you mean "when"?', related })).to.equal(
      '::warning file=routes.d/goods.yaml,line=12,col=9,title=unknown-key::a case has no key "whne"%0Adid you mean "when"?%0Athe first is here: routes.d/goods.yaml:3',
    );
  });

  it('escapes what would end the command or a property', () => {
    const origin = { ...problem.origin, file: 'a,b:c%\n.yaml' };
    expect(githubAnnotation({ ...problem, origin, message: '100%\r\n::error::x' })).to.equal(
      '::error file=a%2Cb%3Ac%25%0A.yaml,line=12,col=9,title=unknown-key::100%25%0D%0A::error::x',
    );
  });
});
