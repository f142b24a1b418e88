/** What the parts of reading a schema share: where they are, what they take from outside, and how they complain. */

import type { Json, JsonObject, JsonSchema } from '../../core/json.ts';
import type { Place, ProblemOptions, Report } from '../../core/problem.ts';
import type { ProblemCode } from '../../core/problem-codes.ts';
import type { Draft } from './keywords.ts';

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
  readonly draft: Draft;
  readonly report: Report;
  /** Schemas that were read before, by the object that was parsed: each is read, and complained about, once. */
  readonly known: Map<object, ReadSchema>;
  /** The absolute URI for a `$ref`, or undefined once its problem is reported. */
  follow(ref: string, place: Place): string | undefined;
  /** A schema with a `$ref`. */
  onRef(holder: JsonObject, at: () => Place): void;
  /** A `default` or an example that the schema itself should accept. */
  onSample(sample: Sample): void;
}

export interface Sample {
  readonly schema: JsonObject;
  readonly keyword: string;
  readonly value: Json;
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

/** Reports an error at the place that is being read. */
export function complain(reading: Reading, code: ProblemCode, message: string, options: ProblemOptions = {}): void {
  reading.errors++;
  reading.options.report(placeHere(reading)().problem(code, message, options));
}

/** Complains about the keyword that is being read unless its value is as it should be. */
export function expect(reading: Reading, isRight: boolean, expected: string, hint?: string): boolean {
  if (!isRight) complain(reading, 'bad-schema', `"${reading.keys.at(-1)}" must be ${expected}`, { hint });
  return isRight;
}
