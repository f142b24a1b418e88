/** The words in which differences are told. */

import { jsonType } from '../../core/json.ts';
import { shorten } from '../../core/shorten.ts';

const TYPE_WORDS: Readonly<Record<ReturnType<typeof jsonType>, string>> = {
  absent: 'nothing',
  null: 'null',
  boolean: 'a boolean',
  number: 'a number',
  string: 'a string',
  array: 'a list',
  object: 'a map',
};

/** `a list`, `a number`: the type in the words of this language. */
export function typeWord(value: unknown): string {
  if (value instanceof Uint8Array) return 'bytes';
  return TYPE_WORDS[jsonType(value)];
}

/** `expected 3, received 2`; what only looks the same is told apart by its type. */
export function expectedReceived(expected: string, value: unknown): string {
  const received = shorten(value);
  const isLookalike = received === expected || received === `"${expected}"` || `"${received}"` === expected;
  return `expected ${expected}, received ${received}${isLookalike ? ` (${typeWord(value)})` : ''}`;
}

/** `expected a number of at least 3, received "4" (a string)`. */
export function expectedKind(expected: string, value: unknown): string {
  const type = jsonType(value);
  const isSaid = type === 'absent' || type === 'null' || value instanceof Uint8Array;
  return `expected ${expected}, received ${shorten(value)}${isSaid ? '' : ` (${typeWord(value)})`}`;
}

/** `"a", "b" and 3 more`; with `last: 'or'` it is `"a", "b" or "c"`. */
export function someOf(
  texts: readonly string[],
  { max = 3, last = 'and' }: { readonly max?: number; readonly last?: 'and' | 'or' } = {},
): string {
  const shown = texts.length <= max + 1 ? texts : [...texts.slice(0, max), `${texts.length - max} more`];
  return shown.length > 1 ? `${shown.slice(0, -1).join(', ')} ${last} ${shown.at(-1)}` : shown.join('');
}

/** `3 items`, `1 item`. */
export function count(amount: number, noun: string): string {
  return `${amount} ${noun}${amount === 1 ? '' : 's'}`;
}
