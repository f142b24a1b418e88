import { expect } from 'chai';
import { createHeads, createTexts } from '../../src/serve/kept-head.ts';

const head = (...rawHeaders: string[]) => ({
  rawHeaders,
  headers: Object.fromEntries(
    rawHeaders.flatMap((name, index) => (index % 2 === 0 ? [[name.toLowerCase(), rawHeaders[index + 1]]] : [])),
  ),
});

describe('createHeads', () => {
  it('gives a head that came before, for one that is equal', () => {
    const heads = createHeads();
    const first = heads.keep(head('Host', 'a', 'X-A', '12'));
    expect(first).to.deep.equal({ raw: ['Host', 'a', 'X-A', '12'], headers: { host: 'a', 'x-a': '12' }, bytes: 10 });
    expect(heads.keep(head('Host', 'a', 'X-A', '12'))).to.equal(first);
  });

  for (const [what, other] of [
    ['another value of the same length', ['Host', 'a', 'X-A', '13']],
    ['another name', ['Host', 'a', 'X-B', '12']],
    ['another order', ['X-A', '12', 'Host', 'a']],
    ['other boundaries', ['Host', 'aX-A1', '2', '']],
    ['one less', ['Host', 'a']],
    ['none', []],
  ] as const) {
    it(`does not take a head for one with ${what}`, () => {
      const heads = createHeads();
      heads.keep(head('Host', 'a', 'X-A', '12'));
      expect(heads.keep(head(...other)).raw).to.deep.equal(other);
      expect(heads.keep(head('Host', 'a', 'X-A', '12')).headers).to.deep.equal({ host: 'a', 'x-a': '12' });
    });
  }
});

describe('createTexts', () => {
  it('gives back what it is given', () => {
    const texts = createTexts();
    for (const text of ['/a', '/b', '/a', '', '/é', '/a?x=1', '/a?x=2']) expect(texts(text)).to.equal(text);
  });
});
