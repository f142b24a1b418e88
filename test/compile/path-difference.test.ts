import { expect } from 'chai';
import { pathDifference } from '../../src/compile/path-difference.ts';
import { parsePath } from '../../src/spec/path.ts';

describe('pathDifference', () => {
  const rows = [
    ['/', '/', undefined],
    ['/goods/{id}', '/goods/7', undefined],
    ['/goods/{id}', '/goods/7/', undefined],
    ['/goods/{id}', '/goods', 'it goes on with {id}'],
    ['/goods', '/goods/7/x', 'it ends before "/7/x"'],
    ['/goods', '/good', '"good" is not "goods"'],
    ['/Goods', '/goods', '"goods" is not "Goods"'],
    ['/聊天', '/%E8%81%8A%E5%A4%A9', undefined],
    ['/files/{rest*}', '/files', undefined],
    ['/files/{rest*}', '/files/a/b', undefined],
    ['/v1/{id}.json', '/v1/7.json', undefined],
    ['/v1/{id}.json', '/v1/.json', '".json" is not {id}.json'],
    ['/v1/{id}.json', '/v1/7.xml', '"7.xml" is not {id}.json'],
    ['/{a}-{b}', '/1-2-3', undefined],
    ['/{a}-{b}', '/1-', '"1-" is not {a}-{b}'],
    ['/{a}', '/%zz', undefined],
    ['/', '/a', 'it ends before "/a"'],
    ['/a', '/', 'it goes on with "a"'],
    ['/shop/goods/{id}', '/goods/7', 'it begins with "/shop"'],
    ['/api/{tenant}/v1/goods', '/goods', 'it begins with "/api/{tenant}/v1"'],
    ['/shop/files/{rest*}', '/files/a/b', 'it begins with "/shop"'],
    ['/goods/{id}', '/api/v1/goods/7', 'it begins behind "/api/v1"'],
    ['/聊天/{id}', '/%E6%88%BF/%E8%81%8A%E5%A4%A9/7', 'it begins behind "/房"'],
    ['/shop/{id}', '/7', '"7" is not "shop"'],
    ['/{a}/{b}', '/x/y/z', 'it ends before "/z"'],
    ['/goods', '/a/b/c/d/e/goods', '"a" is not "goods"'],
  ] as const;
  for (const [written, path, difference] of rows) {
    it(`tells ${path} from ${written}: ${difference ?? 'no difference'}`, () => {
      const pattern = parsePath(written);
      if ('message' in pattern) throw new Error(pattern.message);
      expect(pathDifference(pattern, path)).to.equal(difference);
    });
  }
});
