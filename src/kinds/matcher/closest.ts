/** Which of several items comes nearest to an expectation that none of them meets, and what it lacks. */

import { nearest } from '../../core/nearest.ts';
import { shorten } from '../../core/shorten.ts';
import { type Check, explainAside, type Walk } from './check.ts';
import { type Difference, describeDifference } from './difference.ts';

/** How many items are looked at. */
const MAX_CANDIDATES = 200;
/** A difference of the item as a whole (another type, another length) weighs as much as this many inside. */
const WHOLE = 10;

/** `the closest is [1]: price: expected 5, received 4`, or undefined when none is near enough to tell. */
export function describeClosest(check: Check, items: ReadonlyMap<number, unknown>, walk: Walk): string | undefined {
  const expected = check.plain?.(walk.scope, walk.runtime);
  if (typeof expected === 'string') return describeNearestText(expected, items);
  let best:
    | { readonly index: number; readonly differences: readonly Difference[]; readonly weight: number }
    | undefined;
  let seen = 0;
  for (const [index, item] of items) {
    if (typeof item !== 'object' || item === null) continue;
    if (++seen > MAX_CANDIDATES) break;
    const differences = explainAside(check, item, walk);
    const weight = differences.reduce((sum, { pointer }) => sum + (pointer === '' ? WHOLE : 1), 0);
    if (!best || weight < best.weight) best = { index, differences, weight };
  }
  if (!best) return undefined;
  const [first, ...others] = best.differences;
  const rest = others.length === 0 ? '' : ` (and ${others.length} more)`;
  return first ? `the closest is [${best.index}]: ${describeDifference(first)}${rest}` : undefined;
}

function describeNearestText(expected: string, items: ReadonlyMap<number, unknown>): string | undefined {
  const texts: string[] = [];
  for (const item of items.values()) {
    if (typeof item === 'string' && texts.push(item) >= MAX_CANDIDATES) break;
  }
  const near = nearest(expected, texts);
  return near === undefined ? undefined : `the closest is ${shorten(near)}`;
}
