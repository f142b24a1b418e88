/** Rules on single values. */

import { expect } from 'chai';
import { canonicalText, findRepeat, isMultipleOf, matcherOf } from '../../../src/compile/schema/value-rules.ts';

describe('findRepeat', () => {
  const rows: readonly (readonly [items: readonly unknown[], expected: readonly [number, number] | undefined])[] = [
    [[], undefined],
    [
      [1, 2, 1],
      [0, 2],
    ],
    [[1, '1', true, 'true', [1], '[1]', {}, '{}', null, 'null'], undefined],
    [
      [
        { a: 1, b: [2] },
        { b: [2], a: 1 },
      ],
      [0, 1],
    ],
    [[{ a: 1 }, { a: '1' }], undefined],
    [
      [0, -0],
      [0, 1],
    ],
    [[['s1'], 's["s1"]', '["s1"]'], undefined],
  ];
  for (const [items, expected] of rows) {
    it(`finds ${JSON.stringify(expected) ?? 'nothing'} in ${JSON.stringify(items)}`, () => {
      expect(findRepeat(items)).to.deep.equal(expected);
    });
  }
});

describe('isMultipleOf', () => {
  const rows: readonly (readonly [value: number, step: number, expected: boolean])[] = [
    [0.3, 0.1, true],
    [19.99, 0.01, true],
    [4.35, 0.01, true],
    [1.1, 0.1, true],
    [0.35, 0.1, false],
    [1234567890.12345, 0.01, false],
    [1e20, 3, false],
    [9, 3, true],
    [-9, 3, true],
    [0, 5, true],
    [1e308, 1e-10, false],
  ];
  for (const [value, step, expected] of rows) {
    it(`is ${expected} for ${value} in steps of ${step}`, () => expect(isMultipleOf(value, step)).to.equal(expected));
  }
});

describe('matcherOf', () => {
  it('compares as JSON: objects by their members, 1 and 1.0 as one number', () => {
    const matches = matcherOf([1, 'a', { x: [null] }]);
    const values = [1.0, 'a', { x: [null] }, Object.assign(Object.create(null), { x: [null] }), '1', { x: [] }, null];
    expect(values.map(matches)).to.deep.equal([true, true, true, true, false, false, false]);
  });
});

describe('canonicalText', () => {
  it('is the same whatever the order of keys', () => {
    expect(canonicalText({ b: { d: 1, c: '"' }, a: [true, null] })).to.equal('{"a":[true,null],"b":{"c":"\\"","d":1}}');
  });
});
