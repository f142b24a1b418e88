import { expect } from 'chai';
import { rawPathTexts } from '../../../src/kinds/style/raw-path.ts';
import { pattern } from './support.ts';

describe('rawPathTexts', () => {
  for (const [path, sent, texts] of [
    ['/a/{id}', '/a/1%2C2,3', { id: '1%2C2,3' }],
    ['/a/{id}', '/a/1,2/', { id: '1,2' }],
    ['/{id}', '/%2F', { id: '%2F' }],
    ['/{id}/b/{to}', '/x/b/y%20z', { id: 'x', to: 'y%20z' }],
    ['/a/{rest*}', '/a/b%2Fc/d', { rest: 'b%2Fc/d' }],
    ['/a/{rest*}', '/a', { rest: '' }],
    ['/a/{id}.json', '/a/x%2Ey.json', { id: 'x%2Ey' }],
    ['/a/{id}.json', '/a/x%2Cy%2Ejson', { id: 'x%2Cy' }],
    ['/a/{from}-{to}', '/a/1%2C2-3-4', { from: '1%2C2', to: '3-4' }],
    ['/a/v{id}', '/a/%76%E4%B8%AD,%F0%9F%8E%89', { id: '%E4%B8%AD,%F0%9F%8E%89' }],
    ['/a/{id}中{to}', '/a/%f0%9f%8e%89%e4%b8%ad2', { id: '%f0%9f%8e%89', to: '2' }],
    ['/a/{id}.x', '/a/%zz.x', { id: '%zz' }],
    ['/a/{from}-{to}', '/a/nothing', {}],
    ['/a/b', '/a/b', {}],
  ] as const) {
    it(`finds ${JSON.stringify(texts)} in ${sent} under ${path}`, () => {
      expect(Object.fromEntries(rawPathTexts(sent, pattern(path)))).to.deep.equal(texts);
    });
  }

  it('is linear in the length of a segment', () => {
    const long = '%2C-'.repeat(100_000);
    expect(rawPathTexts(`/a/${long}`, pattern('/a/{from}-{to}')).get('to')?.length).to.equal(long.length - 4);
  });
});
