/** All that applies to one value put together into one schema: `$ref`, `allOf`, and a branch of each union. */

import { isJsonObject, type Json, type JsonObject, type JsonSchema, jsonEqual } from '../../core/json.ts';
import { discriminatorOf } from './discriminator.ts';
import { type Lookup, listOf, mapOf } from './walk.ts';
import { typesOf } from './words.ts';

/** Decides which way to go where a schema leaves a choice. */
export interface Choice {
  readonly lookup: Lookup;
  /** One of several branches, none of them `false`. */
  pick(branches: readonly JsonSchema[]): JsonSchema;
  /** Whether the value is to take the `then` of a condition. */
  isThen(): boolean;
  /** One of the schemas that build upon one with a `discriminator`; undefined for a value of no more than that. */
  pickHeir(heirs: readonly JsonSchema[]): JsonSchema | undefined;
}

/** A schema without `$ref` and unions; every `pattern` stands in `patterns`. `false` when nothing can be valid. */
export function mergeSchema(schema: JsonSchema, choice: Choice): JsonObject | false {
  const merged: Record<string, Json> = {};
  return apply(schema, merged, { choice, trail: [], isPart: false, applied: new Map() }) ? merged : false;
}

interface Way {
  readonly choice: Choice;
  /** The schemas that led here, from the outside in. */
  readonly trail: readonly JsonSchema[];
  /** True inside a schema that adds something of its own. */
  readonly isPart: boolean;
  /** How often each schema was put in: parts that share parts would double the work at each level. */
  readonly applied: Map<JsonObject, number>;
}

/** A base with a discriminator leads to one of its heirs, and that back to it. */
const MOST_BASES = 2;

function apply(schema: JsonSchema, merged: Record<string, Json>, way: Way): boolean {
  const { choice } = way;
  if (typeof schema === 'boolean') return schema;
  const count = way.applied.get(schema) ?? 0;
  if (count >= (schema.discriminator === undefined ? 1 : MOST_BASES)) return true;
  way.applied.set(schema, count + 1);
  const trail = [...way.trail, schema];
  const example = way.isPart ? exampleOf(schema) : undefined;
  for (const keyword in schema) {
    const merge = MERGES[keyword];
    const value = schema[keyword] as Json;
    // What a part shows of itself is no example of the whole.
    if (example && SAMPLES.has(keyword)) continue;
    if (merge) merged[keyword] = merged[keyword] === undefined ? value : merge(merged[keyword] as Json, value);
  }
  if (example) merged.properties = byName(merged.properties ?? {}, memberExamples(schema, example));
  if (schema.const !== undefined)
    merged.enum = common((merged.enum as readonly Json[]) ?? [schema.const], [schema.const]);
  if (schema.pattern !== undefined) merged.patterns = [...((merged.patterns as readonly Json[]) ?? []), schema.pattern];
  if (typesOf(merged)?.length === 0) return false;
  if (typeof schema.$ref === 'string') {
    const target = choice.lookup(schema.$ref) ?? true;
    if (!apply(target, merged, { ...way, trail })) return false;
  }
  const parts: JsonSchema[] = [...listOf(schema, 'allOf')];
  for (const keyword of ['anyOf', 'oneOf']) {
    const branches = listOf(schema, keyword);
    if (branches.length === 0) continue;
    const open = branches.filter((branch) => isPossible(branch, merged, choice.lookup));
    if (open.length === 0) return false;
    parts.push(choice.pick(open));
  }
  if (schema.if !== undefined) {
    if (choice.isThen()) parts.push(schema.if as JsonSchema, (schema.then ?? true) as JsonSchema);
    else parts.push((schema.else ?? true) as JsonSchema);
  }
  const named = nameItself(schema, merged, { ...way, trail });
  if (named !== undefined) parts.push(named);
  const isPart = way.isPart || parts.length > 1 || schema.properties !== undefined;
  return parts.every((part) => apply(part, merged, { ...way, trail, isPart }));
}

const SAMPLES = new Set(['default', 'example', 'examples']);

/** The example of a schema that is an object; undefined for any other. */
function exampleOf({ example, examples, default: standard }: JsonObject): JsonObject | undefined {
  return [example, ...(Array.isArray(examples) ? examples : []), standard].find(isJsonObject);
}

function memberExamples(schema: JsonObject, example: JsonObject): JsonObject {
  const names = Object.keys(mapOf(schema, 'properties')).filter((name) => Object.hasOwn(example, name));
  return Object.fromEntries(names.map((name) => [name, { example: example[name] as Json }]));
}

/**
 * A schema with a `discriminator` of its own is the base of others: the value names the one that led here, else one of
 * them is chosen, which then leads here again.
 */
function nameItself(schema: JsonObject, merged: Record<string, Json>, way: Way): JsonSchema | undefined {
  const discriminator = discriminatorOf(schema);
  if (!discriminator || schema.oneOf !== undefined || schema.anyOf !== undefined) return undefined;
  const { choice, trail, isPart } = way;
  const { propertyName, mapping } = discriminator;
  const heirs = Object.entries(mapping).map(([tag, uri]) => ({ tag, uri, heir: choice.lookup(uri) }));
  for (const passed of trail) {
    const tag = heirs.find(({ heir }) => heir === passed)?.tag;
    if (tag === undefined) continue;
    const property = { properties: { [propertyName]: { const: tag } }, required: [propertyName] };
    return isPossibleTag(mapOf(merged, 'properties')[propertyName], tag) ? property : undefined;
  }
  const isOpen = heirs.length > 0 && !isPart;
  return isOpen ? choice.pickHeir([...new Set(heirs.map(({ uri }) => uri))].map(($ref) => ({ $ref }))) : undefined;
}

/** False where the schemas so far leave other values only. */
function isPossibleTag(property: JsonSchema | undefined, tag: string): boolean {
  return !isJsonObject(property) || !Array.isArray(property.enum) || property.enum.includes(tag);
}

/** False for a branch that no value of the types so far can match. */
function isPossible(branch: JsonSchema, merged: JsonObject, lookup: Lookup): boolean {
  if (typeof branch === 'boolean') return branch;
  const target = typeof branch.$ref === 'string' ? lookup(branch.$ref) : undefined;
  if (target !== undefined && !isPossible(target, merged, lookup)) return false;
  const [had, has] = [typesOf(merged), typesOf(branch)];
  return !had || !has || commonTypes(had, has).length > 0;
}

type Merge = (had: Json, has: Json) => Json;

const higher: Merge = (a, b) => Math.max(Number(a), Number(b));
const lower: Merge = (a, b) => Math.min(Number(a), Number(b));
const first: Merge = (a) => a;
const either: Merge = (a, b) => a === true || b === true;
const together: Merge = (a, b) => both(a as JsonSchema, b as JsonSchema);
const byName: Merge = (a, b) => {
  const out: Record<string, Json> = { ...(a as JsonObject) };
  for (const [name, schema] of Object.entries(b as JsonObject)) {
    out[name] = Object.hasOwn(out, name) ? both(out[name] as JsonSchema, schema as JsonSchema) : schema;
  }
  return out;
};
const byIndex: Merge = (a, b) => {
  const [had, has] = [a as readonly JsonSchema[], b as readonly JsonSchema[]];
  return Array.from({ length: Math.max(had.length, has.length) }, (_, index) =>
    both(had[index] ?? true, has[index] ?? true),
  );
};
const union: Merge = (a, b) => [...new Set([...(a as readonly Json[]), ...(b as readonly Json[])])];
const namesByName: Merge = (a, b) => {
  const out: Record<string, Json> = { ...(a as JsonObject) };
  for (const [name, names] of Object.entries(b as JsonObject)) out[name] = union(out[name] ?? [], names as Json);
  return out;
};

const MERGES: Readonly<Record<string, Merge | undefined>> = {
  type: (a, b) => [...commonTypes([a].flat() as string[], [b].flat() as string[])],
  enum: (a, b) => common(a as readonly Json[], b as readonly Json[]),
  minimum: higher,
  exclusiveMinimum: higher,
  maximum: lower,
  exclusiveMaximum: lower,
  multipleOf: (a, b) => commonMultiple(Number(a), Number(b)),
  minLength: higher,
  maxLength: lower,
  format: first,
  items: together,
  prefixItems: byIndex,
  contains: together,
  minContains: higher,
  maxContains: lower,
  minItems: higher,
  maxItems: lower,
  uniqueItems: either,
  properties: byName,
  patternProperties: byName,
  additionalProperties: together,
  unevaluatedProperties: together,
  unevaluatedItems: together,
  propertyNames: together,
  required: union,
  minProperties: higher,
  maxProperties: lower,
  dependentRequired: namesByName,
  dependentSchemas: byName,
  default: first,
  example: first,
  examples: first,
};

/** A schema for values that both accept. */
export function both(a: JsonSchema, b: JsonSchema): JsonSchema {
  if (a === false || b === false) return false;
  if (a === true) return b;
  return b === true ? a : { allOf: [a, b] };
}

function common(a: readonly Json[], b: readonly Json[]): readonly Json[] {
  return a.filter((value) => b.some((other) => jsonEqual(value, other)));
}

function commonTypes(a: readonly string[], b: readonly string[]): readonly string[] {
  const types = [...a, ...b].filter((type) => isIn(type, a) && isIn(type, b));
  return [...new Set(types)];
}

function isIn(type: string, types: readonly string[]): boolean {
  return types.includes(type) || (type === 'integer' && types.includes('number'));
}

function commonMultiple(a: number, b: number): number {
  if (!Number.isInteger(a) || !Number.isInteger(b)) return Math.max(a, b);
  let [x, y] = [a, b];
  while (y > 0) [x, y] = [y, x % y];
  return (a / x) * b;
}

/** True when it is an object schema that asks for nothing. */
export function isOpenSchema(schema: JsonSchema): boolean {
  return schema === true || (isJsonObject(schema) && Object.keys(schema).length === 0);
}
