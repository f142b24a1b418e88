/** The schemas inside a resolved schema. */

import { isJsonObject, type JsonObject, type JsonSchema } from '../../core/json.ts';

/** How a schema hangs below another: on the same value, or on a part of it. */
export type Hold = 'in-place' | 'below';

const SINGLE: readonly (readonly [string, Hold])[] = [
  ['not', 'in-place'],
  ['if', 'in-place'],
  ['then', 'in-place'],
  ['else', 'in-place'],
  ['items', 'below'],
  ['contains', 'below'],
  ['additionalProperties', 'below'],
  ['propertyNames', 'below'],
  ['unevaluatedItems', 'below'],
  ['unevaluatedProperties', 'below'],
];
const LISTS: readonly (readonly [string, Hold])[] = [
  ['allOf', 'in-place'],
  ['anyOf', 'in-place'],
  ['oneOf', 'in-place'],
  ['prefixItems', 'below'],
];
const MAPS: readonly (readonly [string, Hold])[] = [
  ['properties', 'below'],
  ['patternProperties', 'below'],
  ['dependentSchemas', 'in-place'],
];

/** Keywords with one schema, a list of schemas and a map of schemas behind them. */
export const SCHEMA_KEYWORDS = {
  single: new Set(SINGLE.map(([keyword]) => keyword)),
  lists: new Set(LISTS.map(([keyword]) => keyword)),
  maps: new Set(MAPS.map(([keyword]) => keyword)),
} as const;

/** Calls `visit` for each schema right below a resolved one; what a `$ref` leads to is not below it. */
export function eachSubschema(schema: JsonObject, visit: (sub: JsonSchema, hold: Hold) => void): void {
  for (const [keyword, hold] of SINGLE) {
    const sub = schema[keyword];
    if (sub !== undefined) visit(sub as JsonSchema, hold);
  }
  for (const [keyword, hold] of LISTS) {
    for (const sub of listOf(schema, keyword)) visit(sub, hold);
  }
  for (const [keyword, hold] of MAPS) {
    for (const sub of Object.values(mapOf(schema, keyword))) visit(sub, hold);
  }
}

/** The list of schemas under a keyword; empty without it. */
export function listOf(schema: JsonObject, keyword: string): readonly JsonSchema[] {
  return (schema[keyword] ?? []) as readonly JsonSchema[];
}

const NO_SCHEMAS: { readonly [name: string]: JsonSchema } = {};

/** The map of schemas under a keyword; empty without it. Names are its own keys only. */
export function mapOf(schema: JsonObject, keyword: string): { readonly [name: string]: JsonSchema } {
  return (schema[keyword] ?? NO_SCHEMAS) as { readonly [name: string]: JsonSchema };
}

/** Finds the schema behind a resolved `$ref`. */
export type Lookup = (ref: string) => JsonSchema | undefined;

/** Every schema that a resolved one reaches through `$ref`s, by URI; one that is not found is left out. */
export function closureOf(schema: JsonSchema, lookup: Lookup): ReadonlyMap<string, JsonSchema> {
  const closure = new Map<string, JsonSchema>();
  const open: JsonSchema[] = [schema];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    for (const ref of refsOf(next)) {
      if (closure.has(ref)) continue;
      const target = lookup(ref);
      if (target === undefined) continue;
      closure.set(ref, target);
      open.push(target);
    }
  }
  return closure;
}

const refsBySchema = new WeakMap<JsonObject, readonly string[]>();

/** The `$ref`s inside a resolved schema, each once; remembered, since resolved schemas never change. */
export function refsOf(schema: JsonSchema): readonly string[] {
  if (!isJsonObject(schema)) return [];
  const known = refsBySchema.get(schema);
  if (known) return known;
  const refs = new Set<string>();
  const collect = (sub: JsonSchema): void => {
    if (!isJsonObject(sub)) return;
    if (typeof sub.$ref === 'string') refs.add(sub.$ref);
    eachSubschema(sub, collect);
  };
  collect(schema);
  const list = [...refs];
  refsBySchema.set(schema, list);
  return list;
}
