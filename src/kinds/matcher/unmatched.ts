/** What to say of expected items for which no received item is there. */

import { shorten } from '../../core/shorten.ts';
import { assign, NONE } from './assign.ts';
import type { Walk } from './check.ts';
import { describeClosest } from './closest.ts';
import { type ExpectedItem, shownItem } from './items.ts';
import { count } from './wording.ts';

export interface Unmatched {
  /** One for each expected item without a received one, in order. */
  readonly missing: readonly { readonly expected: unknown; readonly message: string }[];
  /** Received items that were given to nobody, by index. */
  readonly left: ReadonlyMap<number, unknown>;
}

/** Undefined when there are too many pairs to compare. */
export function findUnmatched(
  wanted: readonly ExpectedItem[],
  received: readonly unknown[],
  walk: Walk,
): Unmatched | undefined {
  const checks = wanted.map((item) => item.check);
  const given = assign(checks, received, walk);
  if (!given) return undefined;
  const taken = new Set(given);
  const left = new Map([...received.entries()].filter(([index]) => !taken.has(index)));
  const missing = wanted
    .filter((_, index) => given[index] === NONE)
    .map((item) => {
      const expected = shownItem(item, walk.scope, walk.runtime);
      const closest = describeClosest(item.check, left, walk);
      const what = typeof expected === 'object' && expected !== null ? 'an item that matches' : 'an item';
      return {
        expected,
        message: `expected ${what} ${shorten(expected)}, ${closest ?? `received ${shorten(received)}`}`,
      };
    });
  return { missing, left };
}

/** For lists that are so long that finding out would take minutes. */
export function tooManyPairs(wanted: readonly ExpectedItem[], received: readonly unknown[]): string {
  return `expected ${count(wanted.length, 'item')} somewhere in a list of ${received.length}: too many to compare`;
}
