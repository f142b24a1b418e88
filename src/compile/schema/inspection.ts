/** One walk through a value beside its schema: what all parts of an explanation share. */

import { type JsonObject, type JsonSchema, jsonType } from '../../core/json.ts';
import type { Findings } from './findings.ts';
import type { Lookup } from './walk.ts';

export interface Inspection {
  readonly lookup: Lookup;
  readonly findings: Findings;
  /** `explain` chooses the branch that was meant of a union; `count` and `ask` take its failure as one finding. */
  readonly mode: 'explain' | 'count' | 'ask';
  /** What `holds` has answered: without it, nested unions would be tried again at each level. */
  readonly verdicts: Map<JsonObject, Map<object, boolean>>;
  /** Objects that were inspected with what a `$ref` leads to: a second time would find the same. */
  readonly visited: Map<JsonSchema, Set<object>>;
  /** The last text, number and the like that was inspected with what a `$ref` leads to, and where it was. */
  readonly scalars: Map<JsonSchema, { readonly place: string; readonly value: unknown }>;
  /** Adds what is wrong with a value to the findings of an inspection. */
  readonly visit: (schema: JsonSchema, value: unknown, inspection: Inspection) => void;
  /** True when a value is valid; remembered for objects and lists. */
  readonly holds: (schema: JsonSchema, value: unknown, inspection: Inspection) => boolean;
}

/** The members of an object that came from outside: a name may be missing, or be one that every object inherits. */
export interface Members {
  readonly [name: string]: unknown;
}

/** True when the object has the member itself. */
export function hasMember(value: Members, name: string): boolean {
  return Object.hasOwn(value, name) && value[name] !== undefined;
}

/** True for a value of the type in the words of JSON Schema: 1.0 is an integer. */
export function isOfType(value: unknown, type: string): boolean {
  return type === 'integer' ? Number.isInteger(value) : jsonType(value) === type;
}

/** Runs a step of the walk one key further down. */
export function below(inspection: Inspection, key: string | number, step: () => void): void {
  inspection.findings.path.push(key);
  step();
  inspection.findings.path.pop();
}
