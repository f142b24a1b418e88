import { expect } from 'chai';
import { type Wish, wishesOf } from '../../../src/compile/describe/aim.ts';
import type { Json } from '../../../src/core/json.ts';

describe('wishesOf', () => {
  const rows: readonly (readonly [Json, readonly Wish[]])[] = [
    ['query.q == "a"', [{ at: ['query', 'q'], value: { is: 'a' } }]],
    ['5 < body.price', [{ at: ['body', 'price'], value: { like: { exclusiveMinimum: 5 } } }]],
    ['body.price >= vars.most', [{ at: ['body', 'price'], value: { like: { minimum: 9 } } }]],
    ['query.q == null', [{ at: ['query', 'q'], value: 'absent' }]],
    ['!has(query.q)', [{ at: ['query', 'q'], value: 'absent' }]],
    [
      'has(body.a) && !query.dry',
      [
        { at: ['body', 'a'], value: 'anything' },
        { at: ['query', 'dry'], value: { is: false } },
      ],
    ],
    ['header["x-a"] != ""', [{ at: ['header', 'x-a'], value: 'anything' }]],
    ['url.id in [3, 4] || query.q == "b"', [{ at: ['url', 'id'], value: { is: 3 } }]],
    ['url.id.startsWith("a.b")', [{ at: ['url', 'id'], value: { like: { type: 'string', pattern: '^a\\.b' } } }]],
    [
      { query: { a: 1, b: null } },
      [
        { at: ['query', 'a'], value: { is: 1 } },
        { at: ['query', 'b'], value: 'absent' },
      ],
    ],
    [
      { body: { n: { $gt: 3 }, $$ref: { $any: true } } },
      [
        { at: ['body', 'n'], value: { like: { exclusiveMinimum: 3 } } },
        { at: ['body', '$ref'], value: 'anything' },
      ],
    ],
    [{ query: { q: '${vars.x}' } }, []],
    ['body.items.exists(i, i.price > 3)', []],
    [`query.q == "${'a'.repeat(2000)}"`, []],
  ];
  for (const [when, wishes] of rows) {
    it(`reads ${JSON.stringify(when).slice(0, 60)}`, () => {
      expect(wishesOf(when, { most: 9 })).to.deep.equal(wishes);
    });
  }
});
