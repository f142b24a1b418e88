import { expect } from 'chai';
import type { Json } from '../../../src/core/json.ts';
import { maskAt, scalarsAt } from '../../../src/journal/mask/masked-values.ts';

const ROWS: readonly (readonly [string, Json, readonly string[], Json, readonly (string | number)[]])[] = [
  ['the whole value', { a: 'x', b: [1] }, [], '***', ['x', 1]],
  ['a member', { a: 'x', b: 'y' }, ['a'], { a: '***', b: 'y' }, ['x']],
  ['a member of a member', { a: { b: 'x', c: 1 } }, ['a', 'b'], { a: { b: '***', c: 1 } }, ['x']],
  ['all below a member', { a: { b: 'x', c: [2, true, null] } }, ['a'], { a: '***' }, ['x', 2]],
  [
    'a member of each item',
    { a: [{ t: 1 }, { u: 2 }, { t: 3 }] },
    ['a', 't'],
    { a: [{ t: '***' }, { u: 2 }, { t: '***' }] },
    [1, 3],
  ],
  ['one item', { a: ['x', 'y'] }, ['a', '1'], { a: ['x', '***'] }, ['y']],
  ['members of items of items', [[{ t: 'x' }]], ['t'], [[{ t: '***' }]], ['x']],
  ['a member called as numbers are', { '0': 'x' }, ['0'], { '0': '***' }, ['x']],
  ['null', { a: null }, ['a'], { a: '***' }, []],
];

describe('maskAt and scalarsAt', () => {
  for (const [what, value, path, masked, scalars] of ROWS) {
    it(`find ${what} at ${JSON.stringify(path)}`, () => {
      const before = JSON.stringify(value);
      expect(maskAt(value, path)).to.deep.equal(masked);
      expect([...scalarsAt(value, path)]).to.deep.equal(scalars);
      expect(JSON.stringify(value)).to.equal(before);
    });
  }

  for (const [value, path] of [
    [{ a: 1 }, ['b']],
    [{ a: 1 }, ['a', 'b']],
    ['text', ['a']],
    [null, ['a']],
    [{ a: 1 }, ['constructor']],
    [{ a: 1 }, ['__proto__', 'x']],
    [[1, 2], ['5']],
  ] as const) {
    it(`leave ${JSON.stringify(value)} as it is where nothing stands at ${JSON.stringify(path)}`, () => {
      expect(maskAt(value as Json, path)).to.equal(value);
      expect([...scalarsAt(value, path)]).to.deep.equal([]);
    });
  }
});
