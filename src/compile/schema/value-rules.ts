/** Rules on single values that generated code and explanations share: repeats, multiples, equality. */

import { jsonEqual } from '../../core/json.ts';

/** True when two items of a list are equal as JSON; linear in the size of the list. */
export function hasRepeats(value: unknown): boolean {
  return Array.isArray(value) && findRepeat(value) !== undefined;
}

/** Indexes of the first item that was there before and of its first occurrence. */
export function findRepeat(items: readonly unknown[]): readonly [first: number, again: number] | undefined {
  const seen = new Map<unknown, number>();
  for (let index = 0; index < items.length; index++) {
    const item = items[index];
    // A text that stands for an object begins with a character that keeps it apart from an item that is a text.
    const key =
      typeof item === 'object' && item !== null ? canonicalText(item) : typeof item === 'string' ? `s${item}` : item;
    const first = seen.get(key);
    if (first !== undefined) return [first, index];
    seen.set(key, index);
  }
  return undefined;
}

/** The same text for values that are equal as JSON: keys in alphabetical order. */
export function canonicalText(value: unknown): string {
  if (typeof value !== 'object' || value === null) return JSON.stringify(value) ?? 'null';
  if (Array.isArray(value)) return `[${value.map(canonicalText).join()}]`;
  const object = value as { readonly [key: string]: unknown };
  const members = Object.keys(object)
    .sort()
    .map((key) => `${JSON.stringify(key)}:${canonicalText(object[key])}`);
  return `{${members.join()}}`;
}

/** Four units in the last place of the quotient: enough for 19.99 / 0.01, far from the next step. */
const ROUNDING = 2 ** -50;

/** True when the number is a whole number of steps; what floating point adds to a quotient is forgiven. */
export function isMultipleOf(value: unknown, step: number): boolean {
  if (typeof value !== 'number') return true;
  if (Number.isInteger(value) && Number.isInteger(step)) return value % step === 0;
  const steps = value / step;
  return Math.abs(steps - Math.round(steps)) <= Math.max(1, Math.abs(steps)) * ROUNDING;
}

const matchers = new WeakMap<readonly unknown[], (value: unknown) => boolean>();

/** A test for being equal to one of the values; prepared once for each list. */
export function matcherOf(values: readonly unknown[]): (value: unknown) => boolean {
  const known = matchers.get(values);
  if (known) return known;
  const plain = new Set(values.filter((value) => typeof value !== 'object' || value === null));
  const deep = values.filter((value) => typeof value === 'object' && value !== null);
  const matches = (value: unknown): boolean =>
    typeof value === 'object' && value !== null ? deep.some((one) => jsonEqual(one, value)) : plain.has(value);
  matchers.set(values, matches);
  return matches;
}
