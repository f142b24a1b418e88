/** Functions that give something else each time; a seed makes them repeatable. */

import { randomInteger } from '../../core/random.ts';
import type { Runtime } from '../../core/runtime.ts';
import { Failure } from '../failure.ts';
import type { Constant } from '../term.ts';
import { invent, resolveInvention } from './fake.ts';
import type { Call, FunctionSpec } from './function-spec.ts';

export const RANDOM_FUNCTIONS: readonly FunctionSpec[] = [
  {
    name: 'uuid',
    form: 'function',
    parameters: [],
    returns: 'text',
    summary: 'a random UUID (version 4)',
    example: 'uuid()',
    varies: true,
    call: (_args, runtime) => uuid(runtime),
  },
  {
    name: 'random',
    form: 'function',
    parameters: [
      { name: 'low', types: ['number'] },
      { name: 'high', types: ['number'] },
    ],
    returns: 'number',
    summary: 'a random whole number from low to high, both included',
    example: 'random(1, 6)',
    varies: true,
    prepare: prepareRandom,
    call: ([low, high], runtime) => {
      const bounds = boundsOf(low, high);
      return randomInteger(runtime.random, bounds.low, bounds.high);
    },
  },
  {
    name: 'pick',
    form: 'function',
    parameters: [{ name: 'list', types: ['list'] }],
    returns: 'any',
    summary: 'a random item of a list; null of an empty one',
    example: 'pick(["a", "b"])',
    varies: true,
    call: ([list], runtime) => {
      const items = list as readonly unknown[];
      return items.length === 0 ? null : (items[randomInteger(runtime.random, 0, items.length - 1)] ?? null);
    },
  },
  {
    name: 'fake',
    form: 'function',
    parameters: [
      { name: 'path', types: ['text'] },
      { name: 'options', isOptional: true, isLiteral: true },
    ],
    returns: 'any',
    summary: 'invented data in the project’s locale: a function of faker, with the options that it takes',
    example: 'fake("person.fullName")',
    varies: true,
    prepare: prepareFake,
    call: ([path, options], runtime) => invent(resolveInvention(String(path)), options, runtime),
  },
  {
    name: 'counter',
    form: 'function',
    parameters: [{ name: 'name', types: ['text'] }],
    returns: 'number',
    summary: 'the next number of a counter: 1, 2, 3 …',
    example: 'counter("orders")',
    varies: true,
    call: ([name], runtime) => runtime.nextCount(String(name)),
  },
];

/** RFC 9562 §5.4: 122 random bits, the version and the variant. */
function uuid(runtime: Runtime): string {
  const words = Array.from({ length: 4 }, () => Math.floor(runtime.random.next() * 0x1_0000_0000));
  const hex = words.map((word) => word.toString(16).padStart(8, '0')).join('');
  const variant = ((Number.parseInt(hex.charAt(16), 16) & 3) | 8).toString(16);
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-${variant}${hex.slice(17, 20)}-${hex.slice(20)}`;
}

function boundsOf(low: unknown, high: unknown): { readonly low: number; readonly high: number } {
  const isWhole = Number.isSafeInteger(low) && Number.isSafeInteger(high);
  if (!isWhole || Number(low) > Number(high)) {
    throw new Failure(`random takes two whole numbers, the lower one first, not ${low} and ${high}`);
  }
  return { low: Number(low), high: Number(high) };
}

function prepareRandom([low, high]: readonly (Constant | undefined)[]): undefined {
  if (low && high) boundsOf(low.value, high.value);
}

function prepareFake([path, options]: readonly (Constant | undefined)[]): Call | undefined {
  if (typeof path?.value !== 'string') return undefined;
  const invention = resolveInvention(path.value);
  return (_args, runtime) => invent(invention, options?.value ?? null, runtime);
}
