import { expect } from 'chai';
import { RequestError } from '../../../src/core/errors.ts';
import { parseCookieText } from '../../../src/kinds/source/cookie-text.ts';
import { parseFormText } from '../../../src/kinds/source/form-text.ts';
import { parseQueryText } from '../../../src/kinds/source/query-text.ts';
import { plain } from './support.ts';

function refused(run: () => unknown): { readonly status: number; readonly message: string } {
  try {
    run();
  } catch (error) {
    if (error instanceof RequestError) return { status: error.status, message: error.message };
    throw error;
  }
  throw new Error('not refused');
}

describe('parseQueryText', () => {
  for (const [text, values] of [
    ['', {}],
    ['a=1&b=2', { a: '1', b: '2' }],
    ['a=1&a=2&a=3', { a: ['1', '2', '3'] }],
    ['a', { a: '' }],
    ['a=&=b&&c', { a: '', '': 'b', c: '' }],
    ['a=b=c', { a: 'b=c' }],
    ['a+b=c%20d+e', { 'a b': 'c d e' }],
    ['%E4%B8%AD=%e6%96%87', { 中: '文' }],
    ['items[0][id]=1', { 'items[0][id]': '1' }],
    ['name=\u00e4\u00b8\u00ad', { name: '中' }],
    ['constructor=1&toString=2&hasOwnProperty=3', { constructor: '1', toString: '2', hasOwnProperty: '3' }],
  ] as const) {
    it(`reads "${text}"`, () => {
      expect(plain(parseQueryText(text))).to.deep.equal(values);
    });
  }

  for (const text of [
    'a=%zz',
    'a=%',
    'a=%4',
    'a=%ff',
    '%C3=1',
    'a=%ED%A0%80',
    'a=\u00ff',
    '__proto__=1',
    '%5f_proto__',
  ]) {
    it(`refuses "${text}" with 400`, () => {
      expect(refused(() => parseQueryText(text)).status).to.equal(400);
    });
  }

  it('says what it refuses', () => {
    expect(refused(() => parseQueryText('a=1&b=%zz')).message).to.equal(
      'query has percent-encoding that is no UTF-8 text: "%zz"',
    );
    expect(refused(() => parseQueryText('__proto__=1')).message).to.equal('query must not have the name "__proto__"');
  });

  it('gives values that inherit nothing', () => {
    expect(Object.getPrototypeOf(parseQueryText('a=1'))).to.equal(null);
  });
});

describe('parseFormText', () => {
  it('keeps order and repeats', () => {
    expect(parseFormText('b=1&a=2&b=3+4&c%5B%5D=%26', { fields: 4 })).to.deep.equal([
      ['b', '1'],
      ['a', '2'],
      ['b', '3 4'],
      ['c[]', '&'],
    ]);
  });

  it('leaves text beyond ASCII as it is', () => {
    expect(parseFormText('é=中', { fields: 1 })).to.deep.equal([['é', '中']]);
  });

  for (const [text, refusal] of [
    ['a=1&b=2&c=3', { status: 413, message: 'form has more than 2 fields; raise limits.fields' }],
    ['a=%e4', { status: 400, message: 'form has percent-encoding that is no UTF-8 text: "%e4"' }],
    ['__proto__=1', { status: 400, message: 'form must not have the name "__proto__"' }],
  ] as const) {
    it(`refuses "${text}"`, () => {
      expect(refused(() => parseFormText(text, { fields: 2 }))).to.deep.equal(refusal);
    });
  }
});

describe('parseCookieText', () => {
  for (const [text, values] of [
    ['', {}],
    ['a=1; b=2', { a: '1', b: '2' }],
    ['a=1;b="x y" ; c=', { a: '1', b: 'x y', c: '' }],
    ['a=%E4%B8%AD; b=100%; c=%zz', { a: '中', b: '100%', c: '%zz' }],
    ['a=b=c; flag; =x; d', { a: 'b=c' }],
    ['a=1; a=2', { a: ['1', '2'] }],
    ['constructor=x', { constructor: 'x' }],
  ] as const) {
    it(`reads "${text}"`, () => {
      expect(plain(parseCookieText(text))).to.deep.equal(values);
    });
  }

  it('refuses the name __proto__ with 400', () => {
    expect(refused(() => parseCookieText('a=1; __proto__=2'))).to.deep.equal({
      status: 400,
      message: 'cookie must not have the name "__proto__"',
    });
  });
});
