import { expect } from 'chai';
import { querySource } from '../../../src/kinds/source/query.ts';
import { compileSource, exchange, fakeSchemas, messages, plain } from './support.ts';

const GOODS = `
name: { type: string, required: true }
limit: { type: integer, default: 10, minimum: 1 }
dry_run: boolean
ids: { type: array, items: { type: integer } }
tags: { type: array, items: { type: string }, style: comma }
filter: object
`;

describe('querySource', () => {
  const goods = compileSource('query', GOODS);

  const accepted: readonly (readonly [string, object])[] = [
    ['name=pen', { name: 'pen', limit: 10 }],
    ['name=', { name: '', limit: 10 }],
    ['name=pen&limit=5&dry_run=on', { name: 'pen', limit: 5, dry_run: true }],
    ['name=pen&limit=&dry_run=', { name: 'pen', limit: 10 }],
    ['name=pen&ids=1&ids=2', { name: 'pen', limit: 10, ids: [1, 2] }],
    ['name=pen&ids=1', { name: 'pen', limit: 10, ids: [1] }],
    ['name=pen&ids=&ids=2', { name: 'pen', limit: 10, ids: [2] }],
    ['name=pen&ids=', { name: 'pen', limit: 10 }],
    ['name=pen&tags=a,b&tags=c', { name: 'pen', limit: 10, tags: ['a', 'b', 'c'] }],
    ['name=pen&filter=%7B%22a%22%3A1%7D', { name: 'pen', limit: 10, filter: { a: 1 } }],
    ['name=pen&other=1&more=2&more=3', { name: 'pen', limit: 10, other: '1', more: ['2', '3'] }],
    ['name=a&constructor=b&toString=c', { name: 'a', limit: 10, constructor: 'b', toString: 'c' }],
  ];
  for (const [query, value] of accepted) {
    it(`admits ?${query}`, () => {
      const { value: admitted, issues } = goods.admit(exchange({ query }));
      expect({ value: plain(admitted), issues }).to.deep.equal({ value, issues: [] });
    });
  }

  const refused: readonly (readonly [string, readonly string[]])[] = [
    ['', ['query "name" is required']],
    ['name=pen&limit=x', ['query "limit" must be integer']],
    ['name=pen&limit=0x10', ['query "limit" must be integer']],
    ['name=pen&limit=1.5', ['query "limit" must be integer']],
    ['name=pen&limit=0', ['query "limit" must be >= 1']],
    ['name=pen&limit=1&limit=2', ['query "limit" takes one value, but is there 2 times']],
    ['name=a&name=b', ['query "name" takes one value, but is there 2 times']],
    ['name=pen&ids=1&ids=x', ['query "ids[1]" must be integer']],
    ['name=pen&filter=%7B', ['query "filter" must be object']],
    [
      'limit=x&dry_run=y',
      ['query "name" is required', 'query "limit" must be integer', 'query "dry_run" must be boolean'],
    ],
  ];
  for (const [query, said] of refused) {
    it(`refuses ?${query}`, () => {
      expect(messages(goods.admit(exchange({ query })).issues)).to.deep.equal(said);
    });
  }

  it('tells an issue whole', () => {
    expect(goods.admit(exchange({ query: 'name=a&ids=1&ids=x' })).issues).to.deep.equal([
      {
        in: 'query',
        name: 'ids',
        pointer: '/ids/1',
        message: 'query "ids[1]" must be integer',
        keyword: 'type',
        expected: 'integer',
        received: 'x',
      },
    ]);
    expect(goods.admit(exchange({ query: 'name=a&name=b' })).issues).to.deep.equal([
      {
        in: 'query',
        name: 'name',
        pointer: '/name',
        message: 'query "name" takes one value, but is there 2 times',
        keyword: 'repeated',
        expected: 1,
        received: ['a', 'b'],
      },
    ]);
  });

  it('does not mix up declared names with what objects inherit', () => {
    const odd = compileSource('query', 'constructor: { type: string, required: true }\ntoString: integer');
    expect(messages(odd.admit(exchange({ query: '' })).issues)).to.deep.equal(['query "constructor" is required']);
    expect(plain(odd.admit(exchange({ query: 'constructor=a&toString=1' })).value)).to.deep.equal({
      constructor: 'a',
      toString: 1,
    });
  });

  it('refuses undeclared names where the source says additional: false', () => {
    const closed = compileSource('query', 'additional: false\nname: string');
    expect(messages(closed.admit(exchange({ query: 'name=a&nmae=b' })).issues)).to.deep.equal([
      'query "nmae" is not allowed',
    ]);
  });

  it('takes a parameter that is called additional', () => {
    const named = compileSource('query', 'additional: integer');
    expect(plain(named.admit(exchange({ query: 'additional=5' })).value)).to.deep.equal({ additional: 5 });
  });

  it('coerces and fills in defaults through $ref', () => {
    const schemas = fakeSchemas({
      page: { $ref: 'count', default: 3 },
      count: { type: 'integer' },
      list: { type: 'array', items: { $ref: 'count' } },
    });
    const paged = compileSource('query', 'page: { $ref: page, required: true }\nids: { $ref: list }', { schemas });
    expect(plain(paged.admit(exchange({ query: 'ids=1&ids=2' })).value)).to.deep.equal({ page: 3, ids: [1, 2] });
    expect(plain(paged.admit(exchange({ query: 'page=8' })).value)).to.deep.equal({ page: 8 });
  });

  it('reads the first items of a list by schemas of their own', () => {
    const pair = compileSource(
      'query',
      'at: { type: array, prefixItems: [{ type: string }], items: { type: integer } }',
    );
    expect(plain(pair.admit(exchange({ query: 'at=1&at=2&at=3' })).value)).to.deep.equal({ at: ['1', 2, 3] });
  });

  it('reads one value as the scalar that is admitted beside a list', () => {
    const either = compileSource('query', 'id: { type: [integer, array], items: { type: integer } }');
    expect(plain(either.admit(exchange({ query: 'id=1' })).value)).to.deep.equal({ id: 1 });
    expect(plain(either.admit(exchange({ query: 'id=1&id=2' })).value)).to.deep.equal({ id: [1, 2] });
  });

  it('knows its names and takes a `required` list for the JSON Schema keyword', () => {
    const { source } = compileSource('query', 'name: string\nfilter: { type: object, required: [a] }');
    expect([...(source.known.members?.keys() ?? [])]).to.deep.equal(['name', 'filter']);
    expect(source.known.unknownMember).to.equal('error');
    const issues: never[] = [];
    source.admit(exchange({ query: '' }), issues);
    expect(issues).to.deep.equal([]);
  });

  it('gives the error map of a parameter with its place', () => {
    const { source } = compileSource('query', 'token:\n  type: string\n  error: { status: 401, message: no token }');
    expect(source.errors.map(({ name, spec }) => ({ name, spec }))).to.deep.equal([
      { name: 'token', spec: { status: 401, message: 'no token' } },
    ]);
    expect(source.errors[0]?.place.origin()).to.deep.include({ line: 3, column: 10 });
  });

  for (const [text, code, line, column] of [
    ['a: { type: string, style: comma }', 'bad-parameter', 1, 20],
    ['a: { style: comma }', 'bad-parameter', 1, 6],
  ] as const) {
    it(`reports ${JSON.stringify(text)}`, () => {
      expect(
        compileSource('query', text).problems.map(({ code, origin }) => [code, origin.line, origin.column]),
      ).to.deep.equal([[code, line, column]]);
    });
  }

  it('gives texts on a route that declares none', () => {
    expect(plain(querySource.open(exchange({ query: 'a=1&b=2&b=3' })))).to.deep.equal({ a: '1', b: ['2', '3'] });
  });
});
