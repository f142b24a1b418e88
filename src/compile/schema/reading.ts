/** What the parts of reading a schema share: where they are, what they take from outside, and how they complain. */

import type { Json, JsonObject, JsonSchema } from '../../core/json.ts';
import type { Place, ProblemOptions, Report } from '../../core/problem.ts';
import type { ProblemCode } from '../../core/problem-codes.ts';
import type { Manner } from './manner.ts';

/** A schema that was read; one that is not fine has had its problems reported. */
export interface ReadSchema {
  readonly schema: JsonSchema;
  readonly isFine: boolean;
  /** False when there is no `$ref` in it. */
  readonly hasRefs: boolean;
}

/** What reading takes from outside, and whom it tells what it comes across. */
export interface ReadOptions {
  readonly base: Place;
  readonly manner: Manner;
  readonly report: Report;
  /** Schemas that were read before in this manner, by the object that was parsed: each is read, and complained about, once. */
  readonly known: Map<object, ReadSchema>;
  /** The absolute URI for a `$ref`, or undefined once its problem is reported. */
  follow(ref: string, place: Place): string | undefined;
  /** The same for a name that may mean nothing; that is not reported. */
  tryFollow(ref: string, place: Place): string | undefined;
  /** The schemas of the same document that build upon the one at a place with `allOf`. */
  heirsOf(place: Place): readonly Heir[];
  /** A schema with a `$ref`. */
  onRef(holder: Draught, at: () => Place): void;
  /** A `default` or an example that the schema itself should accept. */
  onSample(sample: Sample): void;
  /** A schema whose branches may have to be told apart by the value of one property. */
  onTagged(tagged: TaggedSchema): void;
  /** A schema with names that are required, or that are put together with `allOf`. */
  onRequired(schema: Draught): void;
}

/** The resolved form of one schema while it is being put together. */
export type Draught = Record<string, Json>;

/** A schema that names another under `allOf`, at whatever distance. */
export interface Heir {
  /** The value of a `discriminator` that means it. */
  readonly tag: string;
  readonly ref: string;
}

export interface Sample {
  readonly schema: JsonObject;
  readonly keyword: string;
  readonly value: Json;
  readonly at: () => Place;
}

/** A resolved schema with a `discriminator`, or a union that may have inherited one. */
export interface TaggedSchema {
  readonly schema: Draught;
  /** The mapping of its own discriminator: still open, names that are not written are added. */
  readonly mapping?: Record<string, string>;
  /** Names of it that nobody wrote. */
  readonly implied?: ReadonlySet<string>;
  readonly at: () => Place;
}

/** One schema being read. */
export interface Reading {
  readonly options: ReadOptions;
  /** Keys from the base to where reading is. */
  readonly keys: (string | number)[];
  errors: number;
  refs: number;
}

/** Runs a step of reading one key further down. */
export function under<T>(reading: Reading, key: string | number, step: () => T): T {
  reading.keys.push(key);
  const result = step();
  reading.keys.pop();
  return result;
}

/** The place that is being read, found when it is asked for: most schemas have no problem. */
export function placeHere({ options, keys }: Reading, ...more: readonly (string | number)[]): () => Place {
  const path = [...keys, ...more];
  return () => options.base.child(...path);
}

/** Reports a mistake at the place that is being read: a warning where the rest still has a meaning without it. */
export function complain(reading: Reading, code: ProblemCode, message: string, options: ProblemOptions = {}): void {
  const { manner, report } = reading.options;
  if (!manner.isLenient) reading.errors++;
  const severity = manner.isLenient ? { severity: 'warning' as const } : {};
  report(placeHere(reading)().problem(code, message, { ...options, ...severity }));
}

/** Reports what leaves the schema without a meaning, however it is read. */
export function refuse(reading: Reading, code: ProblemCode, message: string, options: ProblemOptions = {}): void {
  reading.errors++;
  reading.options.report(placeHere(reading)().problem(code, message, options));
}

/** Complains about the keyword that is being read unless its value is as it should be. */
export function expect(reading: Reading, isRight: boolean, expected: string, hint?: string): boolean {
  if (!isRight) complain(reading, 'bad-schema', `"${reading.keys.at(-1)}" must be ${expected}`, { hint });
  return isRight;
}
