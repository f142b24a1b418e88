/** The values that expressions compute with: JSON, and beside it times, durations and bytes that never leave as such. */

import { isObject } from '../core/json.ts';

/** A span of time in milliseconds; opaque, so that data cannot pass for one. */
export class Duration {
  readonly #ms: number;

  constructor(ms: number) {
    this.#ms = ms;
  }

  get ms(): number {
    return this.#ms;
  }

  /** Seconds, as CEL's `string(duration)` and protobuf's JSON mapping write them: `90s`, `0.5s`. */
  toString(): string {
    return `${this.#ms / 1000}s`;
  }
}

export type ValueType = 'null' | 'bool' | 'number' | 'text' | 'list' | 'map' | 'time' | 'duration' | 'bytes';

/** What is known of a value's type at load. */
export type StaticType = ValueType | 'any';

/** The type as it stands in messages. */
export const TYPE_WORDS: Readonly<Record<StaticType, string>> = {
  null: 'null',
  bool: 'true or false',
  number: 'a number',
  text: 'text',
  list: 'a list',
  map: 'a map',
  time: 'a time',
  duration: 'a duration',
  bytes: 'bytes',
  any: 'any value',
};

export function typeOf(value: unknown): ValueType {
  switch (typeof value) {
    case 'string':
      return 'text';
    case 'number':
      return 'number';
    case 'boolean':
      return 'bool';
    case 'object':
      if (value === null) return 'null';
      if (Array.isArray(value)) return 'list';
      if (value instanceof Date) return 'time';
      if (value instanceof Duration) return 'duration';
      if (value instanceof Uint8Array) return 'bytes';
      return 'map';
    default:
      return 'null';
  }
}

/** A value joined to text: null is nothing, lists and maps are their JSON. */
export function toText(value: unknown): string {
  switch (typeOf(value)) {
    case 'text':
      return value as string;
    case 'null':
      return '';
    case 'list':
    case 'map':
      return JSON.stringify(toPlain(value));
    case 'time':
    case 'duration':
    case 'bytes':
      return String(toPlain(value));
    default:
      return String(value);
  }
}

/**
 * The value as JSON has it: times are ISO 8601, durations their seconds (`90s`), bytes Base64, numbers beyond JSON null.
 * Copies lists and maps; only for expressions that may give such values inside of them.
 */
export function toPlain(value: unknown): unknown {
  switch (typeOf(value)) {
    case 'number':
      return Number.isFinite(value) ? value : null;
    case 'list':
      return (value as readonly unknown[]).map(toPlain);
    case 'map': {
      const plain: Record<string, unknown> = {};
      for (const [key, item] of Object.entries(value as object)) setOwn(plain, key, toPlain(item));
      return plain;
    }
    case 'time':
      return (value as Date).toISOString();
    case 'duration':
      return String(value);
    case 'bytes':
      return Buffer.from(value as Uint8Array).toString('base64');
    case 'null':
      return null;
    default:
      return value;
  }
}

/** The same for a value whose items or members are JSON already: they are not looked at, and it is not copied. */
export function toPlainWhole(value: unknown): unknown {
  const type = typeOf(value);
  return type === 'list' || type === 'map' ? value : toPlain(value);
}

/** Equal as JSON; times, durations and bytes by their value. */
export function isEqual(a: unknown, b: unknown): boolean {
  if (a === b) return true;
  if (typeof a !== 'object' || typeof b !== 'object') return false;
  const type = typeOf(a);
  if (type !== typeOf(b)) return false;
  if (type === 'time') return Number(a) === Number(b);
  if (type === 'duration') return (a as Duration).ms === (b as Duration).ms;
  if (type === 'bytes') return Buffer.compare(a as Uint8Array, b as Uint8Array) === 0;
  if (Array.isArray(a) && Array.isArray(b)) {
    return a.length === b.length && a.every((item, index) => isEqual(item, b[index]));
  }
  if (!isObject(a) || !isObject(b)) return false;
  const keys = Object.keys(a);
  return keys.length === Object.keys(b).length && keys.every((key) => Object.hasOwn(b, key) && isEqual(a[key], b[key]));
}

/** The key of a map that a value is; undefined for what is none. */
export function keyOf(value: unknown): string | undefined {
  if (typeof value === 'string') return value;
  return typeof value === 'number' || typeof value === 'boolean' ? String(value) : undefined;
}

/** The member of a map, null when it is not the map's own: `constructor` and `__proto__` are not there. */
export function member(value: unknown, key: string): unknown {
  if (typeof value !== 'object' || value === null || Array.isArray(value) || !Object.hasOwn(value, key)) return null;
  // each byte is a member of its own
  if (value instanceof Uint8Array) return null;
  return (value as { readonly [key: string]: unknown })[key] ?? null;
}

/** Sets a map's own member, also one called `__proto__`. */
export function setOwn(target: Record<string, unknown>, key: string, value: unknown): void {
  if (key === '__proto__') {
    Object.defineProperty(target, key, { value, enumerable: true, configurable: true, writable: true });
  } else target[key] = value;
}
