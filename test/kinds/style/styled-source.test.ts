import { expect } from 'chai';
import { createQuerySerializer } from 'openapi-fetch';
import { compileStyledSource } from '../../../src/kinds/style/styled-source.ts';
import { fakeSchemas, plain } from '../source/support.ts';
import { COLOR, NUMBERS, param, pattern, styledExchange, TEXT, TEXTS } from './support.ts';

const schemas = fakeSchemas();

describe('compileStyledSource', () => {
  it('reads all parameters of a query that a client wrote, and keeps what is undeclared', () => {
    const params = [
      param({ name: 'q', schema: TEXT }),
      param({ name: 'ids', schema: NUMBERS }),
      param({ name: 'f', style: 'deepObject', schema: COLOR }),
      param({ name: 'id', in: 'url', style: 'simple', schema: TEXT }),
    ];
    const source = compileStyledSource('query', params, { schemas });
    const query = createQuerySerializer()({ q: 'a&b', ids: [1, 2], f: { R: 1 }, x: '1', y: ['2', '3'], toString: 'z' });
    const raw = source.raw(styledExchange({ query }));
    const issues: never[] = [];
    expect(plain(source.read(raw, issues))).to.deep.equal({ q: 'a&b', ids: [1, 2], f: { R: 1 } });
    expect(plain(source.undeclared(raw))).to.deep.equal({ x: '1', y: ['2', '3'], toString: 'z' });
    expect([issues, [...source.schemas.keys()]]).to.deep.equal([[], ['q', 'ids', 'f']]);
  });

  it('calls headers by their names in lower case', () => {
    const params = [param({ in: 'header', name: 'X-Ids', style: 'simple', schema: NUMBERS })];
    const source = compileStyledSource('header', params, { schemas });
    const raw = source.raw(styledExchange({ headers: { 'x-ids': '1, 2', host: 'a' } }));
    expect(plain(source.read(raw, []))).to.deep.equal({ 'x-ids': [1, 2] });
    expect(plain(source.undeclared(raw))).to.deep.equal({ host: 'a' });
    expect([...source.schemas]).to.deep.equal([['x-ids', NUMBERS]]);
  });

  it('reads a path with several parameters', () => {
    const simple = { in: 'url', style: 'simple', isExploded: false } as const;
    const params = [
      param({ ...simple, name: 'ids', schema: TEXTS }),
      param({ ...simple, name: 'color', style: 'matrix', schema: COLOR }),
    ];
    const source = compileStyledSource('url', params, { schemas, pattern: pattern('/{ids}/x{color}.json') });
    const made = styledExchange({ path: { ids: 'a,b,c', color: ';color=R,1' } });
    const raw = source.raw({ ...made, request: { ...made.request, path: '/a%2Cb,c/x;color=R,1.json' } });
    expect(plain(source.read(raw, []))).to.deep.equal({ ids: ['a,b', 'c'], color: { R: 1 } });
  });

  it('gives values that inherit nothing', () => {
    const source = compileStyledSource('query', [], { schemas });
    const raw = source.raw(styledExchange({ query: 'constructor=1' }));
    expect([source.read(raw, []), source.undeclared(raw)].map(Object.getPrototypeOf)).to.deep.equal([null, null]);
    expect(plain(source.undeclared(raw))).to.deep.equal({ constructor: '1' });
  });
});
