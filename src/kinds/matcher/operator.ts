/** What an operator such as `$gte` is: a row of the table, one file each. */

import type { Json, JsonObject } from '../../core/json.ts';
import type { SchemaLibrary } from '../../core/kind.ts';
import type { Known } from '../../core/names.ts';
import type { Place, Report } from '../../core/problem.ts';
import type { Check, Extent } from './check.ts';
import type { Operand } from './operand.ts';

export interface Operator {
  readonly name: `$${string}`;
  /** What it matches, in one line of a table. */
  readonly summary: string;
  /** JSON Schema of its argument; a matcher inside is `{ $ref: '#/$defs/matcher' }`. */
  readonly schema: JsonObject;
  /** YAML of one expectation that uses it. */
  readonly example: string;
  /** Reports problems; undefined when it cannot be used. */
  compile(argument: Json, scope: OperatorScope): Check | undefined;
}

export interface OperatorScope {
  /** Of the argument. */
  readonly place: Place;
  readonly report: Report;
  readonly extent: Extent;
  /** What is known of the value that the operator is applied to. */
  readonly known: Known | undefined;
  readonly schemas: SchemaLibrary | undefined;
  /** Compiles a matcher inside the argument. */
  nested(spec: Json, options: NestedOptions): Check | undefined;
  /** Compiles an argument that is plain data, `${…}` allowed, operators not. */
  operand(): Operand | undefined;
}

export interface NestedOptions {
  readonly place: Place;
  readonly known: Known | undefined;
  /** Default: that of the operator. */
  readonly extent?: Extent;
}

/** The schema of a matcher inside an argument. */
export const NESTED_SCHEMA: JsonObject = { $ref: '#/$defs/matcher' };

/** Reports an argument that the operator does not take. */
export function refuseArgument(scope: OperatorScope, message: string, hint?: string): undefined {
  scope.report(scope.place.problem('bad-matcher', message, { hint }));
  return undefined;
}
