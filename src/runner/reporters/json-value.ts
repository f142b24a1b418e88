/** Values of any size and kind as JSON of a size that a report can bear. */

import { shorten } from '../../core/shorten.ts';
import { cutBefore } from './shown-text.ts';

export type JsonValue = null | boolean | number | string | readonly JsonValue[] | { readonly [key: string]: JsonValue };

const MOST_VALUES = 1000;
const MOST_TEXT = 4000;
const MOST_LEVELS = 32;

/**
 * The value itself where it is small. Text beyond 4,000 code units, lists and maps beyond 1,000 values in all or 32 levels
 * are cut, told by `…` (a map has it as a key); times are ISO 8601, bytes and what JSON does not know are told in words.
 */
export function jsonValue(value: unknown): JsonValue {
  return copy(value, { left: MOST_VALUES }, 0);
}

interface Budget {
  left: number;
}

function copy(value: unknown, budget: Budget, level: number): JsonValue {
  budget.left--;
  if (typeof value === 'string') return cutText(value);
  if (value === null || typeof value === 'boolean') return value;
  if (typeof value === 'number' && Number.isFinite(value)) return value;
  if (typeof value !== 'object' || value instanceof Date || value instanceof Uint8Array) return shorten(value);
  if (level >= MOST_LEVELS) return '…';
  return Array.isArray(value) ? copyList(value, budget, level) : copyMap(value, budget, level);
}

function copyList(list: readonly unknown[], budget: Budget, level: number): JsonValue {
  const items: JsonValue[] = [];
  for (const item of list) {
    if (budget.left <= 0) return [...items, '…'];
    items.push(copy(item, budget, level + 1));
  }
  return items;
}

function copyMap(map: object, budget: Budget, level: number): JsonValue {
  const entries: [string, JsonValue][] = [];
  for (const [key, item] of Object.entries(map)) {
    if (item === undefined) continue;
    if (budget.left <= 0) {
      entries.push(['…', '…']);
      break;
    }
    entries.push([cutText(key), copy(item, budget, level + 1)]);
  }
  return Object.fromEntries(entries);
}

function cutText(text: string): string {
  return text.length > MOST_TEXT ? `${cutBefore(text, MOST_TEXT)}…` : text;
}
