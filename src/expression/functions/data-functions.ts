/** Functions of lists, maps and single values: sizes, conversions, merging. */

import { isUtf8 } from 'node:buffer';
import { Failure } from '../failure.ts';
import { TYPE_NAMES } from '../type-names.ts';
import { setOwn, toText, typeOf } from '../values.ts';
import type { FunctionSpec } from './function-spec.ts';

const MAX_RANGE = 10_000;

export const DATA_FUNCTIONS: readonly FunctionSpec[] = [
  {
    name: 'size',
    form: 'both',
    parameters: [{ name: 'x', types: ['text', 'list', 'map', 'bytes'] }],
    returns: 'number',
    summary: 'how many characters, items, members or bytes there are',
    example: 'size([1, 2])',
    result: '2',
    call: ([value]) => sizeOf(value),
  },
  {
    name: 'merge',
    form: 'function',
    parameters: [{ name: 'map', types: ['map'], isRest: true }],
    returns: 'map',
    summary: 'one map of all: the members of later maps win; null is left out',
    example: 'merge({"a": 1}, {"a": 2, "b": 3})',
    result: '{"a":2,"b":3}',
    takesNull: true,
    call: merge,
  },
  {
    name: 'coalesce',
    form: 'function',
    parameters: [{ name: 'x', isRest: true }],
    returns: 'any',
    summary: 'the first value that is not null',
    example: 'coalesce(null, 2)',
    result: '2',
    takesNull: true,
    call: (args) => args.find((value) => value !== null) ?? null,
  },
  {
    name: 'range',
    form: 'function',
    parameters: [{ name: 'n', types: ['number'] }],
    returns: 'list',
    summary: 'the numbers from 0 up to, not including, n (at most 10,000)',
    example: 'range(3)',
    result: '[0,1,2]',
    call: ([count]) => range(count),
  },
  {
    name: 'string',
    form: 'function',
    parameters: [{ name: 'x' }],
    returns: 'text',
    summary: 'the value as text; bytes are read as UTF-8',
    example: 'string(1.5)',
    result: '"1.5"',
    call: ([value]) => (value instanceof Uint8Array ? decodeText(value) : toText(value)),
  },
  {
    name: 'int',
    form: 'function',
    parameters: [{ name: 'x', types: ['number', 'text', 'bool', 'time'] }],
    returns: 'number',
    summary: 'a whole number: of a number without its fraction, of text, of a time its seconds since 1970',
    example: 'int("42") + int(1.9)',
    result: '43',
    call: ([value]) => Math.trunc(numberOf(value, /^[+-]?\d+$/)) + 0,
  },
  {
    name: 'uint',
    form: 'function',
    parameters: [{ name: 'x', types: ['number', 'text'] }],
    returns: 'number',
    summary: 'a whole number that is not negative',
    example: 'uint("42")',
    result: '42',
    call: ([value]) => {
      const number = Math.trunc(numberOf(value, /^\d+$/));
      if (number < 0) throw new Failure(`${number} is negative`);
      return number;
    },
  },
  {
    name: 'double',
    form: 'function',
    parameters: [{ name: 'x', types: ['number', 'text'] }],
    returns: 'number',
    summary: 'the number that a text says',
    example: 'double("1.5")',
    result: '1.5',
    call: ([value]) => numberOf(value, /^[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?$/),
  },
  {
    name: 'bool',
    form: 'function',
    parameters: [{ name: 'x', types: ['bool', 'text'] }],
    returns: 'bool',
    summary: 'true or false, as a text says it',
    example: 'bool("true")',
    result: 'true',
    call: ([value]) => booleanOf(value),
  },
  {
    name: 'bytes',
    form: 'function',
    parameters: [{ name: 'x', types: ['text', 'bytes'] }],
    returns: 'bytes',
    summary: 'the UTF-8 bytes of a text; leave as Base64',
    example: 'bytes("hi")',
    result: '"aGk="',
    call: ([value]) => (typeof value === 'string' ? Buffer.from(value, 'utf8') : value),
  },
  {
    name: 'type',
    form: 'function',
    parameters: [{ name: 'x' }],
    returns: 'text',
    summary: 'the type of a value: null bool number string list map timestamp duration bytes',
    example: 'type(1.5)',
    result: '"number"',
    takesNull: true,
    call: ([value]) => TYPE_NAMES[typeOf(value)],
  },
  {
    name: 'dyn',
    form: 'function',
    parameters: [{ name: 'x' }],
    returns: 'any',
    summary: 'the value itself, its type not checked before a request',
    example: 'dyn(1)',
    result: '1',
    takesNull: true,
    call: ([value]) => value,
  },
];

function sizeOf(value: unknown): number {
  if (typeof value === 'string') {
    let count = 0;
    for (const _character of value) count++;
    return count;
  }
  if (Array.isArray(value) || value instanceof Uint8Array) return value.length;
  return Object.keys(value as object).length;
}

/** Fails where CEL does: bytes that are no UTF-8 would not be the same as text. */
function decodeText(bytes: Uint8Array): string {
  if (!isUtf8(bytes)) throw new Failure('the bytes are not UTF-8', { hint: 'base64(x) takes any' });
  return new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes);
}

function merge(maps: readonly unknown[]): Readonly<Record<string, unknown>> {
  const merged: Record<string, unknown> = {};
  for (const map of maps) {
    if (map === null) continue;
    const members = map as { readonly [key: string]: unknown };
    for (const key of Object.keys(members)) setOwn(merged, key, members[key]);
  }
  return merged;
}

function range(count: unknown): readonly number[] {
  if (typeof count !== 'number' || !Number.isInteger(count) || count < 0 || count > MAX_RANGE) {
    throw new Failure(`range takes a whole number from 0 to 10,000, not ${count}`);
  }
  return Array.from({ length: count }, (_, index) => index);
}

const MAX_DIGITS = 400;

function numberOf(value: unknown, syntax: RegExp): number {
  if (typeof value === 'number') return value;
  if (typeof value === 'boolean') return value ? 1 : 0;
  if (value instanceof Date) return Math.floor(value.getTime() / 1000);
  const text = String(value);
  if (text.length > MAX_DIGITS || !syntax.test(text)) throw new Failure(`"${text.slice(0, 40)}" is no such number`);
  return Number(text);
}

function booleanOf(value: unknown): boolean {
  if (value === true || value === 'true' || value === 'True' || value === 'TRUE' || value === 't' || value === '1') {
    return true;
  }
  if (
    value === false ||
    value === 'false' ||
    value === 'False' ||
    value === 'FALSE' ||
    value === 'f' ||
    value === '0'
  ) {
    return false;
  }
  throw new Failure(`"${String(value).slice(0, 40)}" is neither true nor false`);
}
