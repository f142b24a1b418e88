/** Which types a schema lets in, seen through `$ref`, `allOf`, `anyOf` and `oneOf`: what text may be read as. */

import { isJsonObject, type Json, type JsonObject, type JsonSchema, jsonType } from '../../core/json.ts';
import type { SchemaLibrary } from '../../core/kind.ts';

export type TypeName = 'null' | 'boolean' | 'integer' | 'number' | 'string' | 'array' | 'object';

/** Types that are let in (`number` always together with `integer`); undefined when the schema does not say. */
export type Admitted = ReadonlySet<TypeName> | undefined;

/** What a schema asks of the type of a value. */
export function admittedTypes(schema: JsonSchema, schemas: Pick<SchemaLibrary, 'lookup'>): Admitted {
  return typesOf(schema, schemas, new Set());
}

/** All schemas that speak about the same value as this one: itself, and what it refers to or combines. */
export function applicableSchemas(schema: JsonSchema, schemas: SchemaLibrary): readonly JsonObject[] {
  const found = new Set<JsonObject>();
  const visit = (at: Json | undefined): void => {
    if (!isJsonObject(at) || found.has(at)) return;
    found.add(at);
    if (typeof at.$ref === 'string') visit(schemas.lookup(at.$ref));
    for (const key of ['allOf', 'anyOf', 'oneOf']) for (const part of listOf(at[key])) visit(part);
    visit(at.then);
    visit(at.else);
  };
  visit(schema);
  return [...found];
}

/** Schemas of the item at an index, or of all items behind those that have one of their own. */
export function itemSchemas(applicable: readonly JsonObject[], index: number): readonly JsonSchema[] {
  return applicable.flatMap((schema) => {
    // Before 2020-12 the schemas of the first items were written as a list under `items`.
    const first = Array.isArray(schema.items) ? schema.items : schema.prefixItems;
    const rest = Array.isArray(schema.items) ? schema.additionalItems : schema.items;
    const own = listOf(first)[index] ?? rest;
    return own === undefined ? [] : [own as JsonSchema];
  });
}

/** How many first items have a schema of their own. */
export function prefixLength(applicable: readonly JsonObject[]): number {
  return Math.max(
    0,
    ...applicable.map(({ items, prefixItems }) => listOf(Array.isArray(items) ? items : prefixItems).length),
  );
}

/** One schema for a value that several speak of. */
export function anyOf(alternatives: readonly JsonSchema[]): JsonSchema {
  const [only] = alternatives;
  return alternatives.length === 1 && only !== undefined ? only : { anyOf: alternatives };
}

function typesOf(schema: Json | undefined, schemas: Pick<SchemaLibrary, 'lookup'>, open: Set<Json>): Admitted {
  if (!isJsonObject(schema) || open.has(schema)) return undefined;
  open.add(schema);
  let types = ownTypes(schema);
  if (typeof schema.$ref === 'string') types = both(types, typesOf(schemas.lookup(schema.$ref), schemas, open));
  for (const part of listOf(schema.allOf)) types = both(types, typesOf(part, schemas, open));
  for (const key of ['anyOf', 'oneOf']) {
    const parts = listOf(schema[key]);
    if (parts.length > 0) types = both(types, either(parts.map((part) => typesOf(part, schemas, open))));
  }
  open.delete(schema);
  return types;
}

function ownTypes(schema: JsonObject): Admitted {
  if (typeof schema.type === 'string') return typeSet([schema.type]);
  if (Array.isArray(schema.type)) return typeSet(schema.type);
  if (schema.const !== undefined) return typeSet([jsonType(schema.const)]);
  if (Array.isArray(schema.enum)) return typeSet(schema.enum.map(jsonType));
  for (const [type, keywords] of IMPLIED) if (keywords.some((keyword) => keyword in schema)) return typeSet([type]);
  return undefined;
}

/** Keywords that only make sense for one type: `{ minimum: 1 }` without a `type` means a number. */
const IMPLIED: readonly (readonly [TypeName, readonly string[]])[] = [
  ['number', ['minimum', 'maximum', 'exclusiveMinimum', 'exclusiveMaximum', 'multipleOf']],
  ['string', ['minLength', 'maxLength', 'pattern', 'format']],
  ['array', ['items', 'prefixItems', 'contains', 'minItems', 'maxItems', 'uniqueItems']],
  ['object', ['properties', 'patternProperties', 'additionalProperties', 'minProperties', 'maxProperties']],
];

function typeSet(names: readonly unknown[]): ReadonlySet<TypeName> {
  const types = new Set(names as readonly TypeName[]);
  if (types.has('number')) types.add('integer');
  return types;
}

function both(a: Admitted, b: Admitted): Admitted {
  if (!a || !b) return a ?? b;
  return new Set([...a].filter((type) => b.has(type)));
}

function either(alternatives: readonly Admitted[]): Admitted {
  const union = new Set<TypeName>();
  for (const types of alternatives) {
    if (!types) return undefined;
    for (const type of types) union.add(type);
  }
  return union;
}

function listOf(value: Json | undefined): readonly Json[] {
  return Array.isArray(value) ? value : [];
}
