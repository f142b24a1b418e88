/** A resolved schema, which is of draft 2020-12, in the words of draft-07: those that AsyncAPI 3.0 reads. */

import { SCHEMA_KEYWORDS } from '../../compile/schema/walk.ts';
import { isJsonObject, type Json, type JsonObject, type JsonSchema } from '../../core/json.ts';

/** Keywords for which draft-07 has nothing: without them a document promises less than the mock checks. */
const UNKNOWN: ReadonlySet<string> = new Set([
  'unevaluatedItems',
  'unevaluatedProperties',
  'minContains',
  'maxContains',
  'contentSchema',
]);

/** `point` gives what stands in the document for a resolved `$ref`. */
export function draft07(schema: JsonSchema, point: (ref: string) => string): JsonSchema {
  if (!isJsonObject(schema)) return schema;
  const out = new Map<string, Json>();
  const inside = (sub: Json): Json => draft07(sub as JsonSchema, point);
  const { prefixItems, dependentRequired, dependentSchemas, $ref, example } = schema;
  const missing: string[] = [];
  for (const [keyword, value] of Object.entries(schema)) {
    if (TURNED.has(keyword)) continue;
    if (UNKNOWN.has(keyword)) missing.push(keyword);
    else if (keyword === 'items' && prefixItems !== undefined) out.set('additionalItems', inside(value));
    else if (SCHEMA_KEYWORDS.single.has(keyword)) out.set(keyword, inside(value));
    else if (SCHEMA_KEYWORDS.lists.has(keyword)) out.set(keyword, (value as readonly Json[]).map(inside));
    else if (SCHEMA_KEYWORDS.maps.has(keyword)) out.set(keyword, mapValues(value as JsonObject, inside));
    else out.set(keyword, value);
  }
  if (prefixItems !== undefined) out.set('items', (prefixItems as readonly Json[]).map(inside));
  if (dependentRequired !== undefined || dependentSchemas !== undefined) {
    out.set('dependencies', dependencies(dependentRequired, dependentSchemas, inside));
  }
  if (example !== undefined && !out.has('examples')) out.set('examples', [example]);
  if (missing.length > 0) out.set('$comment', `draft-07 has no ${missing.join(', ')}: the mock checks that too`);
  return Object.fromEntries(typeof $ref === 'string' ? withRef(out, point($ref)) : out);
}

/** What is put elsewhere. */
const TURNED: ReadonlySet<string> = new Set([
  '$ref',
  'prefixItems',
  'dependentRequired',
  'dependentSchemas',
  'example',
]);

/** In draft-07 whatever stands beside a `$ref` is not looked at. */
function withRef(others: Map<string, Json>, ref: string): ReadonlyMap<string, Json> {
  if (others.size === 0) return new Map([['$ref', ref]]);
  const before = (others.get('allOf') ?? []) as readonly Json[];
  return others.set('allOf', [{ $ref: ref }, ...before]);
}

/** One keyword for what are two by now. */
function dependencies(required: Json | undefined, schemas: Json | undefined, inside: (sub: Json) => Json): JsonObject {
  const out = new Map<string, Json>(Object.entries((required ?? {}) as JsonObject));
  for (const [name, schema] of Object.entries((schemas ?? {}) as JsonObject)) {
    const names = out.get(name);
    out.set(name, names === undefined ? inside(schema) : { allOf: [{ required: names }, inside(schema)] });
  }
  return Object.fromEntries(out);
}

function mapValues(map: JsonObject, change: (value: Json) => Json): JsonObject {
  return Object.fromEntries(Object.entries(map).map(([name, value]) => [name, change(value)]));
}
