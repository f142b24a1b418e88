import { assert } from 'chai';
import { pointer, pointerKeys } from '../../src/core/pointer.ts';

const rows: readonly (readonly [keys: readonly string[], text: string])[] = [
  [[], ''],
  [[''], '/'],
  [['', ''], '//'],
  [['a', '0'], '/a/0'],
  [['a/b'], '/a~1b'],
  [['m~n'], '/m~0n'],
  [['~1'], '/~01'],
  [['/~/'], '/~1~0~1'],
  [['~~', '//'], '/~0~0/~1~1'],
  [['$&', '$1'], '/$&/$1'],
  [[' ', '"', '%41', '姓'], '/ /"/%41/姓'],
  [['__proto__'], '/__proto__'],
];

describe('pointer', () => {
  for (const [keys, text] of rows) {
    it(`writes ${JSON.stringify(keys)} as ${JSON.stringify(text)}`, () => {
      assert.strictEqual(pointer(...keys), text);
    });
  }

  it('writes indexes as text', () => {
    assert.strictEqual(pointer('a', 0, 10), '/a/0/10');
  });
});

describe('pointerKeys', () => {
  for (const [keys, text] of rows) {
    it(`reads ${JSON.stringify(text)} as ${JSON.stringify(keys)}`, () => {
      assert.deepEqual(pointerKeys(text), keys);
    });
  }
});
