import { assert } from 'chai';
import { isJsonObject, isObject, jsonEqual, jsonType } from '../../src/core/json.ts';

const bare = (members: object): object => Object.assign(Object.create(null), members);

const equals: readonly (readonly [a: unknown, b: unknown])[] = [
  [null, null],
  [1, 1.0],
  [0, -0],
  [Number.NaN, Number.NaN],
  ['a', 'a'],
  [[], []],
  [{}, bare({})],
  [
    { a: 1, b: [2, { c: null }] },
    { b: [2, { c: null }], a: 1 },
  ],
  [bare({ constructor: 1 }), { constructor: 1 }],
];

const differents: readonly (readonly [a: unknown, b: unknown])[] = [
  [1, '1'],
  [1, true],
  [0, null],
  [null, undefined],
  ['é', 'e\u0301'],
  [[], {}],
  [{}, []],
  [{ 0: 1 }, [1]],
  [
    [1, 2],
    [2, 1],
  ],
  [[1], [1, 1]],
  [{ a: 1 }, { a: 1, b: 2 }],
  [{ a: undefined }, { b: undefined }],
  [{ a: null }, {}],
  [{ constructor: Object }, {}],
  [{ toString: undefined }, { a: undefined }],
];

describe('jsonEqual', () => {
  for (const [a, b] of equals) {
    it(`takes ${JSON.stringify(a)} and ${JSON.stringify(b)} for the same`, () => {
      assert.deepEqual([jsonEqual(a, b), jsonEqual(b, a)], [true, true]);
    });
  }
  for (const [a, b] of differents) {
    it(`tells ${JSON.stringify(a)} from ${JSON.stringify(b)}`, () => {
      assert.deepEqual([jsonEqual(a, b), jsonEqual(b, a)], [false, false]);
    });
  }
});

const types: readonly (readonly [value: unknown, type: ReturnType<typeof jsonType>, isMap: boolean])[] = [
  [undefined, 'absent', false],
  [null, 'null', false],
  [false, 'boolean', false],
  [1, 'number', false],
  ['', 'string', false],
  [[], 'array', false],
  [{}, 'object', true],
  [bare({}), 'object', true],
];

describe('jsonType', () => {
  for (const [value, type] of types) {
    it(`calls ${JSON.stringify(value)} ${type}`, () => {
      assert.strictEqual(jsonType(value), type);
    });
  }
});

describe('isObject', () => {
  it('is true for maps only', () => {
    assert.deepEqual(
      types.map(([value]) => isObject(value)),
      types.map(([, , isMap]) => isMap),
    );
  });
});

describe('isJsonObject', () => {
  it('is true for maps only', () => {
    assert.deepEqual(
      [isJsonObject({}), isJsonObject([]), isJsonObject(null), isJsonObject(undefined)],
      [true, false, false, false],
    );
  });
});
