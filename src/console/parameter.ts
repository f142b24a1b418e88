/** What a query or a path of the console may carry: read, checked and documented by the same words. */

import { DURATION_PATTERN, formatDuration, MAX_TIMER_MS, parseDuration } from '../core/duration.ts';
import type { JsonObject } from '../core/json.ts';
import { didYouMean } from '../core/nearest.ts';
import { ConsoleRefusal } from './refusal.ts';

/** One parameter; its name is the key under which an endpoint has it. */
export interface Parameter<T> {
  readonly description: string;
  /** For the OpenAPI document. */
  readonly schema: JsonObject;
  /** What it must be, in words: `a whole number from 0 on`. */
  readonly expected: string;
  readonly isRequired: boolean;
  /** Taken where it is not there. */
  readonly fallback: T | undefined;
  /** Undefined for what is none. */
  read(text: string): T | undefined;
}

export type Parameters = Readonly<Record<string, Parameter<unknown>>>;

/** What was read, by name. */
export type Values<P extends Parameters> = { readonly [K in keyof P]: P[K] extends Parameter<infer T> ? T : never };

interface WholeOptions {
  /** Default: 0. */
  readonly minimum?: number;
  /** Default: no limit. */
  readonly maximum?: number;
}

export function whole(description: string, { minimum = 0, maximum }: WholeOptions = {}): Parameter<number> {
  return {
    description,
    schema: { type: 'integer', minimum, ...(maximum !== undefined && { maximum }) },
    expected: `a whole number from ${minimum} ${maximum === undefined ? 'on' : `to ${maximum}`}`,
    isRequired: true,
    fallback: undefined,
    read(text) {
      const value = /^\d{1,15}$/.test(text) ? Number(text) : undefined;
      return value === undefined || value < minimum || value > (maximum ?? value) ? undefined : value;
    },
  };
}

export function text(description: string): Parameter<string> {
  return {
    description,
    schema: { type: 'string', minLength: 1 },
    expected: 'a text',
    isRequired: true,
    fallback: undefined,
    read: (given) => (given === '' ? undefined : given),
  };
}

export function oneOf<const Word extends string>(description: string, words: readonly Word[]): Parameter<Word> {
  return {
    description,
    schema: { type: 'string', enum: [...words] },
    expected: `one of ${words.join(', ')}`,
    isRequired: true,
    fallback: undefined,
    read: (given) => words.find((word) => word === given),
  };
}

/** In ms. */
export function duration(description: string, maximumMs = MAX_TIMER_MS): Parameter<number> {
  return {
    description,
    schema: { type: 'string', pattern: DURATION_PATTERN },
    expected: `a duration such as 500ms or 10s, at most ${formatDuration(maximumMs)}`,
    isRequired: true,
    fallback: undefined,
    read(given) {
      const ms = parseDuration(given);
      return ms === undefined || ms > maximumMs ? undefined : ms;
    },
  };
}

export function optional<T>(parameter: Parameter<T>): Parameter<T | undefined> {
  return { ...parameter, isRequired: false };
}

/** `shown`: the fallback as one would write it. */
export function withDefault<T>(parameter: Parameter<T>, fallback: T, shown: string | number): Parameter<T> {
  return { ...parameter, schema: { ...parameter.schema, default: shown }, isRequired: false, fallback };
}

/** Throws ConsoleRefusal for an unknown, repeated, missing or wrong one. */
export function readQuery<P extends Parameters>(parameters: P, query: URLSearchParams): Values<P> {
  const names = Object.keys(parameters);
  for (const name of new Set(query.keys())) {
    if (!Object.hasOwn(parameters, name)) throw unknown(name, names);
    if (query.getAll(name).length > 1) {
      throw new ConsoleRefusal('wrong-parameter', `the parameter "${name}" is there more than once; say it once`);
    }
  }
  return readValues(parameters, (name) => query.get(name) ?? undefined);
}

/** The same of the parts of a path, which are always there. */
export function readPath<P extends Parameters>(parameters: P, parts: Readonly<Record<string, string>>): Values<P> {
  return readValues(parameters, (name) => parts[name]);
}

function readValues<P extends Parameters>(parameters: P, given: (name: string) => string | undefined): Values<P> {
  const entries = Object.entries(parameters).map(([name, parameter]) => [name, readOne(name, parameter, given(name))]);
  return Object.fromEntries(entries) as Values<P>;
}

function readOne(name: string, parameter: Parameter<unknown>, given: string | undefined): unknown {
  const { expected, isRequired, fallback } = parameter;
  if (given === undefined) {
    if (isRequired)
      throw new ConsoleRefusal('wrong-parameter', `the parameter "${name}" is missing; it is ${expected}`);
    return fallback;
  }
  const value = parameter.read(given);
  if (value === undefined) {
    throw new ConsoleRefusal('wrong-parameter', `"${name}" must be ${expected}, not "${given}"`);
  }
  return value;
}

function unknown(name: string, names: readonly string[]): ConsoleRefusal {
  const hint =
    didYouMean(name, names) ?? (names.length === 0 ? 'there are none here' : `there are ${names.join(', ')}`);
  return new ConsoleRefusal('wrong-parameter', `there is no parameter "${name}"; ${hint}`);
}
