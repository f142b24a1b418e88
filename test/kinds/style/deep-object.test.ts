import { expect } from 'chai';
import { RequestError } from '../../../src/core/errors.ts';
import type { JsonSchema } from '../../../src/core/json.ts';
import { compileStyle } from '../../../src/kinds/style/compile-style.ts';
import { fakeSchemas, messages } from '../source/support.ts';
import { param, read } from './support.ts';

const FILTER: JsonSchema = {
  type: 'object',
  properties: {
    n: { type: 'integer' },
    text: { type: 'string' },
    list: { type: 'array', items: { type: 'integer' } },
    rows: { type: 'array', items: { type: 'object', properties: { a: { type: 'integer' }, b: { type: 'boolean' } } } },
    inner: { type: 'object', properties: { on: { type: 'boolean' }, 0: { type: 'string' } } },
    either: { oneOf: [{ type: 'integer' }, { type: 'array', items: { type: 'integer' } }] },
  },
};

const filter = param({ name: 'f', style: 'deepObject', schema: FILTER });

describe('deepObjectStyle', () => {
  const accepted: readonly (readonly [string, unknown])[] = [
    ['', undefined],
    ['g[n]=1&fn=1', undefined],
    ['f[n]=1&f[text]=1', { n: 1, text: '1' }],
    ['f%5Bn%5D=1', { n: 1 }],
    ['f[n]=&f[text]=', { text: '' }],
    ['f[inner][on]=yes', { inner: { on: true } }],
    ['f[inner][0]=a', { inner: { 0: 'a' } }],
    ['f[list]=1', { list: [1] }],
    ['f[list]=1&f[list]=2', { list: [1, 2] }],
    ['f[list][]=1&f[list][]=2', { list: [1, 2] }],
    ['f[list][1]=1&f[list][0]=2', { list: [2, 1] }],
    ['f[list][10]=1&f[list][9]=2', { list: [2, 1] }],
    ['f[list][999999999]=1', { list: [1] }],
    ['f[rows][0][a]=1&f[rows][1][a]=2&f[rows][0][b]=1', { rows: [{ a: 1, b: true }, { a: 2 }] }],
    ['f[rows][][a]=1&f[rows][][b]=1&f[rows][][a]=2', { rows: [{ a: 1, b: true }, { a: 2 }] }],
    ['f[rows]={"a":1}', { rows: [{ a: 1 }] }],
    ['f[inner]={"on":true}', { inner: { on: true } }],
    ['f[either]=1', { either: 1 }],
    ['f[either][]=1', { either: [1] }],
    ['f[x]=1&f[x]=2', { x: ['1', '2'] }],
    ['f[x][y][0]=1', { x: { y: ['1'] } }],
    ['f[x][][y]=1', { x: [{ y: '1' }] }],
    ['f[x][]=1&f[x][y]=2', { x: { y: '2', '': ['1'] } }],
    ['f[constructor]=1&f[toString][a]=2', { constructor: '1', toString: { a: '2' } }],
    ['f[a][b][c][d][e][g][h][i]=1', { a: { b: { c: { d: { e: { g: { h: { i: '1' } } } } } } } }],
  ];
  for (const [query, value] of accepted) {
    it(`reads ?${query}`, () => {
      expect(read(filter, { query })).to.deep.equal({ value, issues: [] });
    });
  }

  const told: readonly (readonly [string, unknown, readonly string[]])[] = [
    ['f[n]=1&f[n]=2', { n: 1 }, ['query "f.n" takes one value, but is there 2 times']],
    [
      'f[inner][on]=1&f[inner][on]=0',
      { inner: { on: true } },
      ['query "f.inner.on" takes one value, but is there 2 times'],
    ],
    ['f[inner]=1&f[inner][on]=1', { inner: { on: true } }, ['query "f.inner" must be written as f[inner][…]=…']],
    ['f={"n":1}', { n: 1 }, ['query "f" must be written as f[n]=…']],
    ['f=x&f[n]=1', { n: 1 }, ['query "f" must be written as f[n]=…']],
    // Left to the validator.
    ['f=x', 'x', []],
    ['f[]=1', ['1'], []],
  ];
  for (const [query, value, said] of told) {
    it(`tells what is odd in ?${query}`, () => {
      const reading = read(filter, { query });
      expect([reading.value, messages(reading.issues)]).to.deep.equal([value, said]);
    });
  }

  for (const [query, said] of [
    ['f[a][b][c][d][e][g][h][i][j]=1', 'query has a name with more than 8 keys in brackets'],
    ['f[__proto__][a]=1', 'query must not have the name "__proto__"'],
    [`f${'[a]'.repeat(20_000)}=1`, 'query has a name with more than 8 keys in brackets'],
  ] as const) {
    it(`refuses ?${query.slice(0, 40)}`, () => {
      expect(() => read(filter, { query })).to.throw(RequestError, said);
    });
  }

  it('takes its own names and no others', () => {
    const { takes } = compileStyle(filter, fakeSchemas());
    expect(['f', 'f[a]', 'f[a][b]', 'f[]', 'f[a', 'f[a]b', 'f[a]]', 'fa', 'g[f[a]]', ''].filter(takes)).to.deep.equal([
      'f',
      'f[a]',
      'f[a][b]',
      'f[]',
    ]);
  });
});
