import { expect } from 'chai';
import { github } from '../../../src/runner/reporters/github.ts';
import { caseResult, failure, PLAIN_OPTIONS, RICH_RUN, runResult, suiteResult, told } from './fixture.ts';

describe('github', () => {
  it('is one annotation a failure, on its line of the suite, and a line that counts', () => {
    const suite = suiteResult({ cases: [caseResult(), caseResult({ name: 'a, b: c', failures: [failure()] })] });
    expect(told(github.create(PLAIN_OPTIONS), runResult([suite]))).to.equal(
      '::error file=shop/goods.test.yaml,line=14,col=15,title=goods › a%2C b%3A c::shop/goods.test.yaml:14:15  PUT /shop/goods/{id}%0Astatus: expected 403, received 201%0A  /status%0A    expected  403%0A    received  201\n' +
        '1 passed, 1 failed in 340 ms (start 210 ms)\n',
    );
  });

  it('has no line that anybody else could have made a command', () => {
    const lines = told(github.create(PLAIN_OPTIONS), RICH_RUN).trimEnd().split('\n');
    expect(lines.slice(0, -1).filter((line) => !/^::error file=\S+,line=\d+,col=\d+,title=/.test(line))).to.deep.equal(
      [],
    );
    expect(lines.at(-1)).to.match(/^2 passed, 5 failed/);
  });
});
