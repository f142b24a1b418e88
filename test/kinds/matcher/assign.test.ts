import { assert } from 'chai';
import { assign, MAX_PAIRS } from '../../../src/kinds/matcher/assign.ts';
import { type Check, NO_NAMES } from '../../../src/kinds/matcher/check.ts';
import { runtime, scope } from './support.ts';

const names = { scope, runtime };

/** A check that takes the items of a list. */
function takes(...items: readonly unknown[]): Check {
  return { uses: NO_NAMES, matches: (value) => items.includes(value), explain() {} };
}

function scalar(item: unknown): Check {
  return { ...takes(item), plain: () => item };
}

const rows: readonly (readonly [
  title: string,
  checks: readonly Check[],
  items: readonly unknown[],
  given: readonly number[],
])[] = [
  ['nothing to nobody', [], [], []],
  ['the same place first', [takes('a', 'b'), takes('a', 'b')], ['a', 'b'], [0, 1]],
  ['another one where somebody else needs the first', [takes('a', 'b'), takes('a')], ['a', 'b'], [1, 0]],
  [
    'a chain of moves',
    [takes('a', 'b'), takes('b', 'c'), takes('c', 'd'), takes('a')],
    ['a', 'b', 'c', 'd'],
    [1, 2, 3, 0],
  ],
  ['as many as can be served', [takes('a'), takes('a'), takes('b')], ['a', 'b', 'c'], [0, -1, 1]],
  ['more checks than items', [takes('a'), takes('a', 'b'), takes('b')], ['b'], [-1, 0, -1]],
  ['scalars before patterns', [takes(5, 1), scalar(5)], [5, 1], [1, 0]],
  ['equal scalars one by one', [scalar(1), scalar(1), scalar(1)], [1, 2, 1], [0, 2, -1]],
  ['null to null', [scalar(null), scalar(undefined)], [null, null], [0, 1]],
  ['text and number apart', [scalar('1')], [1], [-1]],
];

describe('assign', () => {
  for (const [title, checks, items, given] of rows) {
    it(`gives ${title}`, () => {
      assert.deepEqual([...(assign(checks, items, names) ?? [])], given);
    });
  }

  it('finds the one complete assignment among many that are not', () => {
    const size = 60;
    const checks = Array.from({ length: size }, (_, index) => {
      return takes(...Array.from({ length: index + 1 }, (_, item) => item));
    });
    const items = Array.from({ length: size }, (_, index) => index);
    assert.deepEqual([...(assign(checks.toReversed(), items, names) ?? [])], items.toReversed());
  });

  it('asks about no pair twice', () => {
    let asked = 0;
    const check: Check = { uses: NO_NAMES, matches: () => ++asked < 0, explain() {} };
    assign([check, check, check], ['a', 'b'], names);
    assert.strictEqual(asked, 6);
  });

  it('refuses more pairs than it could look at', () => {
    const checks = Array.from({ length: 1001 }, () => takes());
    const items = Array.from({ length: MAX_PAIRS / 1000 }, () => ({}));
    assert.isUndefined(assign(checks, items, names));
  });
});
