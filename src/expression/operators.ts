/** What `+ - * / % < <= > >= in []` do with values whose types are known only when they arrive. */

import { Failure } from './failure.ts';
import {
  Duration,
  isEqual,
  keyOf,
  member,
  type StaticType,
  TYPE_WORDS,
  toText,
  typeOf,
  type ValueType,
} from './values.ts';

type ArithmeticOperator = '+' | '-' | '*' | '/' | '%';
type OrderOperator = '<' | '<=' | '>' | '>=';

/** Text and anything is text; numbers, lists, bytes, times and durations add up as CEL has it. */
export function add(a: unknown, b: unknown): unknown {
  if (typeof a === 'number' && typeof b === 'number') return a + b;
  if (typeof a === 'string' || typeof b === 'string') return toText(a) + toText(b);
  if (Array.isArray(a) && Array.isArray(b)) return [...a, ...b];
  if (a instanceof Duration && b instanceof Duration) return new Duration(a.ms + b.ms);
  if (a instanceof Date && b instanceof Duration) return validTime(a.getTime() + b.ms);
  if (a instanceof Duration && b instanceof Date) return validTime(b.getTime() + a.ms);
  if (a instanceof Uint8Array && b instanceof Uint8Array) return Buffer.concat([a, b]);
  throw mismatch('+', a, b);
}

function subtract(a: unknown, b: unknown): unknown {
  if (typeof a === 'number' && typeof b === 'number') return a - b;
  if (a instanceof Date && b instanceof Date) return new Duration(a.getTime() - b.getTime());
  if (a instanceof Date && b instanceof Duration) return validTime(a.getTime() - b.ms);
  if (a instanceof Duration && b instanceof Duration) return new Duration(a.ms - b.ms);
  throw mismatch('-', a, b);
}

function multiply(a: unknown, b: unknown): unknown {
  if (typeof a === 'number' && typeof b === 'number') return a * b;
  throw mismatch('*', a, b);
}

function divide(a: unknown, b: unknown): unknown {
  if (typeof a !== 'number' || typeof b !== 'number') throw mismatch('/', a, b);
  if (b === 0) throw new Failure('a division by zero');
  return a / b;
}

function remainder(a: unknown, b: unknown): unknown {
  if (typeof a !== 'number' || typeof b !== 'number') throw mismatch('%', a, b);
  if (b === 0) throw new Failure('a division by zero');
  return a % b;
}

export function negate(value: unknown): unknown {
  if (typeof value === 'number') return -value;
  throw new Failure(`"-" goes before a number, not before ${wordOf(value)}`);
}

/** Null compares as false. */
function lessThan(a: unknown, b: unknown): boolean {
  return areOrdered('<', a, b) && key(a) < key(b);
}

function atMost(a: unknown, b: unknown): boolean {
  return areOrdered('<=', a, b) && key(a) <= key(b);
}

function moreThan(a: unknown, b: unknown): boolean {
  return areOrdered('>', a, b) && key(a) > key(b);
}

function atLeast(a: unknown, b: unknown): boolean {
  return areOrdered('>=', a, b) && key(a) >= key(b);
}

export const ARITHMETIC: Readonly<Record<ArithmeticOperator, (a: unknown, b: unknown) => unknown>> = {
  '+': add,
  '-': subtract,
  '*': multiply,
  '/': divide,
  '%': remainder,
};

export const ORDER: Readonly<Record<OrderOperator, (a: unknown, b: unknown) => boolean>> = {
  '<': lessThan,
  '<=': atMost,
  '>': moreThan,
  '>=': atLeast,
};

/** `x in list` and `key in map`; nothing is in null. */
export function isIn(value: unknown, container: unknown): boolean {
  switch (typeOf(container)) {
    case 'null':
      return false;
    case 'list':
      return (container as readonly unknown[]).some((item) => isEqual(item, value));
    case 'map': {
      const key = keyOf(value);
      return key !== undefined && Object.hasOwn(container as object, key);
    }
    default:
      throw new Failure(
        `"in" looks into a list or a map, not into ${wordOf(container)}`,
        typeof container === 'string' ? { hint: 'write text.contains(part)' } : {},
      );
  }
}

/** `list[0]`, `map["name"]`; null for what is not there and for values that have no items. */
export function itemAt(container: unknown, index: unknown): unknown {
  if (Array.isArray(container)) return typeof index === 'number' ? (container[index] ?? null) : null;
  const key = keyOf(index);
  return key === undefined ? null : member(container, key);
}

/** True, false, and null as false; anything else is no condition. */
export function isTrue(value: unknown, asker: string): boolean {
  if (typeof value === 'boolean') return value;
  if (value === null || value === undefined) return false;
  throw new Failure(`${asker} takes true or false, not ${wordOf(value)}`);
}

/**
 * The type of an operation's result, found by doing it with sample values, so that load and request never disagree.
 * Throws the Failure that every request would meet.
 */
export function resultType(
  operate: (a: unknown, b: unknown) => unknown,
  left: StaticType,
  right: StaticType,
): StaticType {
  if (left === 'any' || right === 'any') {
    return operate === add && (left === 'text' || right === 'text') ? 'text' : 'any';
  }
  return typeOf(operate(SAMPLES[left], SAMPLES[right]));
}

const SAMPLES: Readonly<Record<ValueType, unknown>> = {
  null: null,
  bool: true,
  number: 1,
  text: '',
  list: [],
  map: {},
  time: new Date(0),
  duration: new Duration(0),
  bytes: new Uint8Array(),
};

/** A time that ISO 8601 can write with four digits of a year or six; beyond it arithmetic has no result. */
export function validTime(ms: number): Date {
  const time = new Date(ms);
  if (Number.isNaN(time.getTime())) throw new Failure('a time that no calendar has');
  return time;
}

function areOrdered(operator: OrderOperator, a: unknown, b: unknown): boolean {
  const type = typeof a;
  if (type === typeof b && (type === 'number' || type === 'string' || type === 'boolean')) return true;
  if (a === null || b === null) return false;
  if ((a instanceof Date && b instanceof Date) || (a instanceof Duration && b instanceof Duration)) return true;
  if (a instanceof Uint8Array && b instanceof Uint8Array) return true;
  throw mismatch(operator, a, b);
}

function key(value: unknown): number | string | boolean {
  if (value instanceof Date) return value.getTime();
  // one character for each byte: texts of them have the order of the bytes
  if (value instanceof Uint8Array) return Buffer.from(value).toString('latin1');
  return value instanceof Duration ? value.ms : (value as number | string | boolean);
}

function mismatch(operator: ArithmeticOperator | OrderOperator, a: unknown, b: unknown): Failure {
  const types: readonly ValueType[] = [typeOf(a), typeOf(b)];
  return new Failure(`"${operator}" does not go with ${wordOf(a)} and ${wordOf(b)}`, { hint: mend(types) });
}

function mend(types: readonly ValueType[]): string | undefined {
  if (types.includes('null')) return 'coalesce(x, 0) gives a value to what is not there';
  if (types.includes('time') && types.includes('text')) return 'timestamp(x) turns text into a time';
  if (types.includes('number') && types.includes('text')) return 'double(x) turns text into a number';
  return undefined;
}

function wordOf(value: unknown): string {
  return TYPE_WORDS[typeOf(value)];
}
