/** Plain data that is known only when it is compared: what an expression gave. `$` means nothing in it. */

import { isObject } from '../../../core/json.ts';
import type { Place } from '../../../core/problem.ts';
import type { Check, Extent } from '../check.ts';
import { isMap } from '../is-map.ts';
import { listCheck } from './list.ts';
import { mapCheck } from './map.ts';
import { scalarCheck } from './scalar.ts';

/** The same answer as `dataCheck(expected, …).matches`, without building it. */
export function matchesData(expected: unknown, value: unknown, extent: Extent): boolean {
  if (expected === null || expected === undefined) return value === null || value === undefined;
  if (Array.isArray(expected)) {
    if (!Array.isArray(value) || value.length !== expected.length) return false;
    let index = 0;
    for (const item of expected) if (!matchesData(item, value[index++], extent)) return false;
    return true;
  }
  if (!isObject(expected)) return expected === value;
  if (!isMap(value)) return false;
  for (const key of Object.keys(expected)) {
    const member = Object.hasOwn(value, key) ? value[key] : undefined;
    if (!matchesData(expected[key], member, extent)) return false;
  }
  return extent === 'part' || Object.keys(value).every((key) => Object.hasOwn(expected, key));
}

/** A check for a value as data: every difference in it has the one place where its expression is written. */
export function dataCheck(expected: unknown, place: Place, extent: Extent): Check {
  if (Array.isArray(expected)) {
    const items = expected.map((item: unknown) => dataCheck(item, place, extent));
    return { ...listCheck(items, { place, expected }), plain: () => expected };
  }
  if (isObject(expected)) {
    const members = new Map(Object.entries(expected).map(([key, item]) => [key, dataCheck(item, place, extent)]));
    return { ...mapCheck(members, { place, extent, expected }), plain: () => expected };
  }
  const isScalar = typeof expected === 'string' || typeof expected === 'number' || typeof expected === 'boolean';
  return scalarCheck(isScalar ? expected : null, place);
}
