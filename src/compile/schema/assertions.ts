/** The keywords that judge a value by itself: what they ask, and how that is said. */

import type { Json, JsonObject } from '../../core/json.ts';
import { compilePattern } from '../../core/pattern.ts';
import { FORMATS } from './ajv.ts';
import { formatPhrase } from './format-text.ts';
import { findRepeat, isMultipleOf } from './value-rules.ts';
import { count } from './words.ts';

export interface Assertion {
  readonly keyword: string;
  holds(value: never, expected: never): boolean;
  /** What is missing, to be put behind the name of the value: `must be at least 1`. */
  say(expected: never, value: never): string;
}

const number: readonly Assertion[] = [
  {
    keyword: 'minimum',
    holds: (value: number, least: number) => value >= least,
    say: (least: number) => `must be at least ${least}`,
  },
  {
    keyword: 'maximum',
    holds: (value: number, most: number) => value <= most,
    say: (most: number) => `must be at most ${most}`,
  },
  {
    keyword: 'exclusiveMinimum',
    holds: (value: number, limit: number) => value > limit,
    say: (limit: number) => `must be more than ${limit}`,
  },
  {
    keyword: 'exclusiveMaximum',
    holds: (value: number, limit: number) => value < limit,
    say: (limit: number) => `must be less than ${limit}`,
  },
  {
    keyword: 'multipleOf',
    holds: (value: number, step: number) => isMultipleOf(value, step),
    say: (step: number) => `must be a multiple of ${step}`,
  },
  {
    keyword: 'format',
    holds: (value: number, name: string) => isFormatted(value, 'number', name),
    say: (name: string) => `must be ${formatPhrase(name)}`,
  },
];

const string: readonly Assertion[] = [
  {
    keyword: 'minLength',
    holds: (text: string, least: number) => lengthOf(text) >= least,
    say: (least: number, text: string) =>
      text === '' && least === 1 ? 'must not be empty' : `must be at least ${count(least, 'character')} long`,
  },
  {
    keyword: 'maxLength',
    holds: (text: string, most: number) => lengthOf(text) <= most,
    say: (most: number) => `must be at most ${count(most, 'character')} long`,
  },
  {
    keyword: 'pattern',
    holds: (text: string, source: string) => matchesPattern(text, source),
    say: (source: string) => `must match the pattern "${source}"`,
  },
  {
    keyword: 'format',
    holds: (text: string, name: string) => isFormatted(text, 'string', name),
    say: (name: string) => `must be ${formatPhrase(name)}`,
  },
];

const array: readonly Assertion[] = [
  {
    keyword: 'minItems',
    holds: (items: readonly unknown[], least: number) => items.length >= least,
    say: (least: number) => `must have at least ${count(least, 'item')}`,
  },
  {
    keyword: 'maxItems',
    holds: (items: readonly unknown[], most: number) => items.length <= most,
    say: (most: number) => `must have at most ${count(most, 'item')}`,
  },
  {
    keyword: 'uniqueItems',
    holds: (items: readonly unknown[], isAsked: boolean) => !isAsked || findRepeat(items) === undefined,
    say: (_: boolean, items: readonly unknown[]) => {
      const [first, again] = findRepeat(items) ?? [0, 0];
      return `must not have an item twice: item ${again} equals item ${first}`;
    },
  },
];

const object: readonly Assertion[] = [
  {
    keyword: 'minProperties',
    holds: (members: object, least: number) => Object.keys(members).length >= least,
    say: (least: number) => `must have at least ${count(least, 'property', 'properties')}`,
  },
  {
    keyword: 'maxProperties',
    holds: (members: object, most: number) => Object.keys(members).length <= most,
    say: (most: number) => `must have at most ${count(most, 'property', 'properties')}`,
  },
];

const NONE: readonly Assertion[] = [];

/** Assertions by the JSON type of the value; those of other types say nothing about it. */
export const ASSERTIONS = { number, string, array, object, boolean: NONE, null: NONE, absent: NONE } as const;

/** Calls `miss` for each assertion of the schema that the value does not meet. */
export function eachMissed(
  schema: JsonObject,
  found: { readonly type: keyof typeof ASSERTIONS; readonly value: unknown },
  miss: (keyword: string, expected: Json, message: string) => void,
): void {
  for (const { keyword, holds, say } of ASSERTIONS[found.type]) {
    const expected = schema[keyword];
    if (expected === undefined || holds(found.value as never, expected as never)) continue;
    miss(keyword, expected, say(expected as never, found.value as never));
  }
}

/** True when the name or text matches; a pattern that could not be compiled matches everything. */
export function matchesPattern(text: string, source: string): boolean {
  const pattern = compilePattern(source);
  return 'error' in pattern || pattern.test(text);
}

function isFormatted(value: unknown, type: 'string' | 'number', name: string): boolean {
  const format = FORMATS.get(name);
  return format?.type !== type || format.test(value as never);
}

/** In characters as JSON Schema counts them: code points (Validation §6.3.1). */
function lengthOf(text: string): number {
  let length = text.length;
  for (let index = 0; index < text.length - 1; index++) {
    const code = text.charCodeAt(index);
    if (code < 0xd800 || code > 0xdbff) continue;
    const next = text.charCodeAt(index + 1);
    if (next >= 0xdc00 && next <= 0xdfff) {
      length--;
      index++;
    }
  }
  return length;
}
