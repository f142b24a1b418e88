/** A case in words, for people who choose among examples: its condition, or that it has none. */

import { isJsonObject, type Json } from '../../core/json.ts';
import { shorten } from '../../core/shorten.ts';
import type { WrittenCase } from './background.ts';

const MAX_LENGTH = 80;

/** `body.price > 1000`, `query.dry_run is true`; `otherwise` behind others, `example` alone. */
export function caseName({ when }: WrittenCase, isAlone: boolean): string {
  const words = conditionWords(when);
  if (words === undefined) return isAlone ? 'example' : 'otherwise';
  return words.length > MAX_LENGTH ? `${words.slice(0, MAX_LENGTH - 1)}…` : words;
}

/** The whole condition; undefined for a case that takes every request. */
export function conditionWords(when: Json | undefined): string | undefined {
  if (when === undefined || when === true) return undefined;
  if (!isJsonObject(when)) return String(when).trim().replace(/\s+/g, ' ');
  return [...matcherWords(when, '')].join(' and ');
}

function* matcherWords(matcher: Json, path: string): Generator<string> {
  if (!isJsonObject(matcher) || Object.keys(matcher).some((key) => /^\$[^$]/.test(key))) {
    yield `${path} is ${shorten(matcher)}`;
    return;
  }
  for (const [key, item] of Object.entries(matcher)) yield* matcherWords(item, path === '' ? key : `${path}.${key}`);
}
