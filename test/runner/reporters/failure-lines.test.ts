import { expect } from 'chai';
import { failureLines, failureText, MOST_DIFFERENCES } from '../../../src/runner/reporters/failure-lines.ts';
import { failure } from './fixture.ts';

const difference = { pointer: '/status', expected: 403, received: 201, message: 'expected 403, received 201' };

describe('failureLines', () => {
  it('are place, message, differences, details, who answered and the request', () => {
    expect(failureLines([failure({ details: ['more'], answeredBy: 'goods.yaml:12', curl: "curl 'x'" })])).to.deep.equal(
      [
        { kind: 'place', depth: 0, text: 'shop/goods.test.yaml:14:15  PUT /shop/goods/{id}' },
        { kind: 'message', depth: 0, text: 'status: expected 403, received 201' },
        { kind: 'pointer', depth: 1, text: '/status' },
        { kind: 'expected', depth: 2, text: 'expected  403' },
        { kind: 'received', depth: 2, text: 'received  201' },
        { kind: 'detail', depth: 1, text: 'more' },
        { kind: 'answered', depth: 0, text: 'answered by goods.yaml:12' },
        { kind: 'curl', depth: 0, text: "curl 'x'" },
      ],
    );
  });

  it('tell the request of one response once, that of another again', () => {
    const first = failure({ curl: 'curl 1', differences: [] });
    const other = failure({ curl: 'curl 2', differences: [] });
    const kinds = failureLines([first, first, other]).map(({ kind }) => kind);
    expect(kinds).to.deep.equal(['place', 'message', 'place', 'message', 'curl', 'place', 'message', 'curl']);
  });

  it('name the whole where the pointer is empty, and say what the values do not', () => {
    const differences = [
      { pointer: '', expected: { $gte: 3 }, received: 2, message: 'expected at least 3, received 2' },
    ];
    expect(failureLines([failure({ differences })])[2]?.text).to.equal('the whole  expected at least 3, received 2');
  });

  it('show at most 20 differences and count the rest', () => {
    const lines = failureLines([failure({ differences: Array.from({ length: 23 }, () => difference) })]);
    expect(lines.filter(({ kind }) => kind === 'pointer')).to.have.lengthOf(MOST_DIFFERENCES);
    expect(lines.at(-1)).to.deep.equal({ kind: 'more', depth: 1, text: 'and 3 more differences' });
  });

  it('show at most 40 lines of details and count the rest', () => {
    const details = Array.from({ length: 100 }, (_, index) => `line ${index}`);
    const lines = failureLines([failure({ differences: [], details })]);
    expect(lines.filter(({ kind }) => kind === 'detail')).to.have.lengthOf(40);
    expect(lines.at(-1)?.text).to.equal('and 60 more lines');
  });

  it('are one line each, whatever is in them', () => {
    const hostile = 'a\nb\r\u001b[2J\u0000\ud800';
    const differences = [{ pointer: hostile, expected: hostile, received: hostile, message: hostile }];
    const lines = failureLines([
      failure({ step: hostile, message: hostile, differences, details: [hostile], answeredBy: hostile, curl: hostile }),
    ]);
    for (const { text } of lines) {
      expect(text).not.to.match(/[\u0000-\u001f]/);
      expect(text.isWellFormed()).to.equal(true);
    }
  });

  it('never cut a curl line that somebody would paste', () => {
    const curl = `curl -d '${'x'.repeat(16_000)}'`;
    expect(failureLines([failure({ curl })]).at(-1)?.text).to.equal(curl);
    expect(failureLines([failure({ curl: 'x'.repeat(1e6) })]).at(-1)?.text).to.have.lengthOf(20_000);
  });
});

describe('failureText', () => {
  it('indents by two spaces', () => {
    expect(failureText([failure()]).split('\n')).to.deep.equal([
      'shop/goods.test.yaml:14:15  PUT /shop/goods/{id}',
      'status: expected 403, received 201',
      '  /status',
      '    expected  403',
      '    received  201',
    ]);
  });
});
