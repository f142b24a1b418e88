/** A value that a schema accepts, for routes that promise one and say no more: repeatable, and checked before it is sent. */

import { isJsonObject, type Json, type JsonObject, type JsonSchema } from '../../core/json.ts';
import type { SchemaLibrary } from '../../core/kind.ts';
import { type Random, randomInteger } from '../../core/random.ts';
import { matchesPattern } from './assertions.ts';
import { isMarked } from './direction.ts';
import { accepts } from './explain.ts';
import { cloneJson } from './fill.ts';
import { inventInteger, inventNumber } from './invent-number.ts';
import { readPattern } from './invent-pattern.ts';
import { inventText } from './invent-text.ts';
import { TYPES } from './keywords.ts';
import { both, isOpenSchema, mergeSchema } from './merge.ts';
import { canonicalText } from './value-rules.ts';
import { type Lookup, mapOf } from './walk.ts';
import { followRefs, typesOf } from './words.ts';

const RICHNESS = ['full', 'required', 'plain'] as const;
const ATTEMPTS_OF_A_KIND = 8;
/** From this depth on there are no optional members and as few items as may be. */
const SHALLOW = 4;
/** A schema that asks for itself without end is cut here. */
const MAX_DEPTH = 16;
const MAX_VALUES = 5000;

export interface InventOptions {
  /** False for values that do without the examples and defaults of schemas. Default: true. */
  readonly usesSamples?: boolean;
}

/**
 * Constants, examples, defaults and enums where the schema has them, else something that reads well. The same stream of
 * `random` gives the same value. A schema that hardly anything satisfies may get a value that misses it.
 */
export function inventValue(
  schema: JsonSchema,
  library: Pick<SchemaLibrary, 'lookup' | 'validator'>,
  random: Random,
  { usesSamples = true }: InventOptions = {},
): Json {
  const validator = library.validator(schema);
  let first: Json | undefined;
  for (const richness of RICHNESS) {
    for (let attempt = 0; attempt < ATTEMPTS_OF_A_KIND; attempt++) {
      const values = { left: MAX_VALUES };
      const value = invent(schema, 0, { lookup: library.lookup, random, richness, usesSamples, values });
      if (validator.check(value).length === 0) return value;
      // The richest of those that miss: what a union means is often said in words only.
      first ??= value;
      // No end is in sight, and another attempt of the kind would not find one: go on with a poorer one.
      if (values.left <= 0) break;
    }
  }
  return first ?? null;
}

interface Inventing {
  readonly lookup: Lookup;
  readonly random: Random;
  /** `full` has optional members too; `plain` uses no examples and defaults either. */
  readonly richness: (typeof RICHNESS)[number];
  readonly usesSamples: boolean;
  readonly values: { left: number };
}

function invent(schema: JsonSchema, depth: number, how: Inventing): Json {
  if (how.values.left-- <= 0 || depth > MAX_DEPTH) return null;
  const merged = mergeSchema(schema, {
    lookup: how.lookup,
    pick: (branches) => pickBranch(branches, depth, how),
    isThen: () => how.random.next() < 0.5,
    pickHeir: (heirs) => (how.richness === 'plain' ? undefined : pickBranch(heirs, depth, how)),
  });
  if (merged === false) return null;
  const given = pickGiven(merged, schema, how);
  if (given !== undefined) return cloneJson(given);
  switch (pickType(merged, depth, how)) {
    case 'object':
      return inventObject(merged, depth, how);
    case 'array':
      return inventList(merged, depth, how);
    case 'integer':
      return inventInteger(merged, how.random);
    case 'number':
      return inventNumber(merged, how.random);
    case 'boolean':
      return how.random.next() < 0.5;
    case 'null':
      return null;
    default:
      return inventText(merged, how.random);
  }
}

/** Deep down the branch that ends soonest, else any that says more than null. */
function pickBranch(branches: readonly JsonSchema[], depth: number, how: Inventing): JsonSchema {
  if (depth < SHALLOW) {
    const solid = branches.filter((branch) => !isJsonObject(branch) || branch.type !== 'null');
    return pick(solid.length > 0 ? solid : branches, how.random) ?? true;
  }
  const weights = branches.map((branch) => weightOf(branch, how.lookup));
  const least = Math.min(...weights);
  return (
    pick(
      branches.filter((_, index) => weights[index] === least),
      how.random,
    ) ?? true
  );
}

function weightOf(schema: JsonSchema, lookup: Lookup): number {
  const plain = followRefs(schema, lookup);
  if (typeof plain === 'boolean' || plain.const !== undefined || plain.enum !== undefined) return 0;
  const types = typesOf(plain);
  if (!types || types.includes('object')) return 2 + ((plain.required ?? []) as readonly Json[]).length;
  return types.includes('array') && types.length === 1 ? 1 : 0;
}

/** What the schema itself offers: the fixed value, an example, the default, one of an enum. Only what it accepts. */
function pickGiven(merged: JsonObject, schema: JsonSchema, how: Inventing): Json | undefined {
  const isGood = (value: Json): boolean => accepts(schema, value, how.lookup);
  if (how.usesSamples && how.richness !== 'plain') {
    const examples = Array.isArray(merged.examples) ? merged.examples : [];
    const example = merged.example === undefined ? pick(examples, how.random) : merged.example;
    for (const value of [example, merged.default]) if (value !== undefined && isGood(value)) return value;
  }
  if (!Array.isArray(merged.enum)) return undefined;
  const good = merged.enum.slice(0, 100).filter(isGood);
  const solid = good.filter((value) => value !== null);
  return pick([solid, good, merged.enum].find((values) => values.length > 0) ?? [], how.random);
}

function pickType(merged: JsonObject, depth: number, { random, richness }: Inventing): string {
  const types = typesOf(merged);
  if (!types) return guessType(merged) ?? (richness === 'plain' ? pick(TYPES, random) : undefined) ?? 'string';
  if (types.includes('null') && depth >= SHALLOW) return 'null';
  const solid = types.filter((type) => type !== 'null');
  return pick(solid.length > 0 ? solid : types, random) ?? 'null';
}

const TELLTALES: readonly (readonly [type: string, keywords: readonly string[]])[] = [
  ['object', ['properties', 'required', 'additionalProperties', 'patternProperties', 'minProperties', 'propertyNames']],
  ['array', ['items', 'prefixItems', 'contains', 'minItems', 'uniqueItems']],
  ['number', ['minimum', 'maximum', 'exclusiveMinimum', 'exclusiveMaximum', 'multipleOf']],
];

function guessType(merged: JsonObject): string | undefined {
  for (const [type, keywords] of TELLTALES) if (keywords.some((keyword) => merged[keyword] !== undefined)) return type;
  return undefined;
}

function inventList(merged: JsonObject, depth: number, how: Inventing): Json {
  const first = (merged.prefixItems ?? []) as readonly JsonSchema[];
  const rest = (merged.items ?? merged.unevaluatedItems ?? true) as JsonSchema;
  const contained = merged.contains as JsonSchema | undefined;
  const wanted = contained === undefined ? 0 : ((merged.minContains ?? 1) as number);
  const least = Math.max((merged.minItems ?? 0) as number, wanted);
  const most =
    rest === false
      ? Math.min((merged.maxItems ?? first.length) as number, first.length)
      : ((merged.maxItems ?? Number.POSITIVE_INFINITY) as number);
  const usual = isOpenSchema(rest) && first.length === 0 ? 0 : randomInteger(how.random, 1, 3);
  const isRich = how.richness === 'full' && depth < SHALLOW;
  const length = Math.min(
    Math.max(least, isRich ? Math.max(usual, first.length) : 0),
    Math.max(most, least),
    MAX_VALUES,
  );
  const items: Json[] = [];
  const seen = new Set<string>();
  for (let index = 0; index < length; index++) {
    const own = index < first.length ? (first[index] ?? true) : rest;
    const schema = contained !== undefined && index >= length - wanted ? both(own, contained) : own;
    let item = invent(schema, depth + 1, how);
    if (merged.uniqueItems === true) {
      for (let tries = 0; tries < 50 && seen.has(canonicalText(item)); tries++) item = invent(schema, depth + 1, how);
      // Nothing else is left of a small enum: better a shorter list.
      if (seen.has(canonicalText(item)) && items.length >= least) break;
      seen.add(canonicalText(item));
    }
    items.push(item);
  }
  return items;
}

function inventObject(merged: JsonObject, depth: number, how: Inventing): Json {
  const properties = mapOf(merged, 'properties');
  const names = new Set(merged.required as readonly string[] | undefined);
  const required = names.size;
  const least = (merged.minProperties ?? 0) as number;
  const most = Math.max((merged.maxProperties ?? Number.POSITIVE_INFINITY) as number, required);
  const isRich = how.richness === 'full' && depth < SHALLOW;
  for (const name in properties) {
    if (names.size >= most || (!isRich && names.size >= least)) break;
    if (properties[name] !== false && isSimple(merged, name, how.lookup)) names.add(name);
  }
  addDependents(merged, names);
  addOthers(merged, { names, isRich, least: Math.min(least, MAX_VALUES) }, how);
  const object: Record<string, Json> = {};
  // In the order of the schema: that is how people expect to read it.
  for (const name of [...Object.keys(properties).filter((one) => names.delete(one)), ...names]) {
    if (how.values.left <= 0) break;
    object[name] = invent(memberSchema(merged, name), depth + 1, how);
  }
  return object;
}

/** False for a member that brings demands of its own with it, or that answers never show. */
function isSimple(merged: JsonObject, name: string, lookup: Lookup): boolean {
  const isHidden = isMarked(mapOf(merged, 'properties')[name] ?? true, 'writeOnly', lookup);
  return !isHidden && !Object.hasOwn(mapOf(merged, 'dependentSchemas'), name);
}

function addDependents(merged: JsonObject, names: Set<string>): void {
  const dependents = (merged.dependentRequired ?? {}) as { readonly [name: string]: readonly string[] };
  // A set that grows while it is walked through is walked to its new end.
  for (const name of names) {
    if (!Object.hasOwn(dependents, name)) continue;
    for (const other of dependents[name] ?? []) names.add(other);
  }
}

/** Names that no `properties` gives: up to the least number, and one where an object is a map of names to values. */
function addOthers(
  merged: JsonObject,
  members: { readonly names: Set<string>; readonly isRich: boolean; readonly least: number },
  how: Inventing,
): void {
  const { names, isRich, least } = members;
  const sources = Object.keys(mapOf(merged, 'patternProperties'));
  const rest = (merged.additionalProperties ?? merged.unevaluatedProperties) as JsonSchema | undefined;
  const isMap = merged.properties === undefined && (isJsonObject(rest) || sources.length > 0);
  const wanted = Math.max(least, isRich && isMap && merged.maxProperties !== 0 ? 1 : 0);
  for (let tries = 0; names.size < wanted && tries < wanted + 50; tries++) {
    const source = pick(sources, how.random);
    const generate = source !== undefined && (rest === false || tries % 2 === 0) ? readPattern(source) : undefined;
    const name =
      generate?.({ random: how.random, stretch: 1 + tries }) ??
      (merged.propertyNames === undefined
        ? inventText({ maxLength: 8, patterns: ['^[a-z]+$'] }, how.random)
        : String(invent(both({ type: 'string' }, merged.propertyNames as JsonSchema), 1, how)));
    if (rest === false && !sources.some((one) => matchesPattern(name, one))) continue;
    names.add(name);
  }
}

function memberSchema(merged: JsonObject, name: string): JsonSchema {
  const properties = mapOf(merged, 'properties');
  let schema: JsonSchema | undefined = Object.hasOwn(properties, name) ? properties[name] : undefined;
  for (const [source, sub] of Object.entries(mapOf(merged, 'patternProperties'))) {
    if (matchesPattern(name, source)) schema = both(schema ?? true, sub);
  }
  return schema ?? ((merged.additionalProperties ?? merged.unevaluatedProperties ?? true) as JsonSchema);
}

function pick<T>(list: readonly T[], random: Random): T | undefined {
  return list.length < 2 ? list[0] : list[randomInteger(random, 0, list.length - 1)];
}
