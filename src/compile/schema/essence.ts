/** What is left of a schema when all is taken away that does not decide what is valid: what code is generated from. */

import { createHash } from 'node:crypto';
import { isJsonObject, type Json, type JsonObject, type JsonSchema } from '../../core/json.ts';
import { KEYWORDS } from './keywords.ts';
import { SCHEMA_KEYWORDS } from './walk.ts';

export interface Essence {
  /** Without all that does not decide what is valid. */
  readonly schema: JsonObject;
  readonly text: string;
}

const essences = new WeakMap<JsonObject, Essence>();

/** The essence of a resolved schema; remembered, since resolved schemas never change. */
export function essence(schema: JsonObject): Essence {
  let known = essences.get(schema);
  if (!known) {
    const bare = strip(schema) as JsonObject;
    known = { schema: bare, text: JSON.stringify(bare) };
    essences.set(schema, known);
  }
  return known;
}

const hashes = new WeakMap<JsonObject, string>();

function hashOf(schema: JsonObject): string {
  const known = hashes.get(schema);
  if (known !== undefined) return known;
  const hash = digest(essence(schema).text);
  hashes.set(schema, hash);
  return hash;
}

function digest(text: string): string {
  return createHash('sha1').update(text).digest('base64');
}

/** Equal for schemas that are equal with all that they refer to. */
export function keyOf(schema: JsonObject, closure: ReadonlyMap<string, JsonSchema>): string {
  if (closure.size === 0) return essence(schema).text;
  const parts = [...closure].map(([uri, target]) => `${uri} ${isJsonObject(target) ? hashOf(target) : target}`);
  return `${essence(schema).text}\n${digest(parts.sort().join('\n'))}`;
}

function strip(schema: JsonSchema): JsonSchema {
  if (!isJsonObject(schema)) return schema;
  const bare: Record<string, Json> = {};
  for (const keyword in schema) {
    const value = schema[keyword] as Json;
    if (!ASSERTED.has(keyword)) continue;
    if (SCHEMA_KEYWORDS.single.has(keyword)) bare[keyword] = strip(value as JsonSchema);
    else if (SCHEMA_KEYWORDS.lists.has(keyword)) bare[keyword] = (value as readonly JsonSchema[]).map(strip);
    else if (SCHEMA_KEYWORDS.maps.has(keyword)) bare[keyword] = stripMap(value as JsonObject);
    else bare[keyword] = value;
  }
  return bare.contains !== undefined && bare.prefixItems !== undefined ? apart(bare) : bare;
}

/** Ajv forgets about `contains` when a list is too short for the `prefixItems` beside it. */
function apart({ contains, minContains, maxContains, ...rest }: Record<string, Json>): JsonSchema {
  const counted = Object.entries({ contains, minContains, maxContains }).filter(([, value]) => value !== undefined);
  return { ...rest, allOf: [...((rest.allOf ?? []) as readonly Json[]), Object.fromEntries(counted) as JsonObject] };
}

const ASSERTED = new Set([...KEYWORDS].flatMap(([name, { isNote }]) => (isNote ? [] : [name])));

/** Plain members first: a wrong tag then ends the check of a branch before what is nested in it is looked at. */
function stripMap(map: JsonObject): JsonObject {
  const members = Object.entries(map).map(([name, schema]) => [name, strip(schema as JsonSchema)] as const);
  const isPlain = (schema: JsonSchema): boolean =>
    isJsonObject(schema) && (schema.const !== undefined || schema.enum !== undefined);
  return Object.fromEntries([
    ...members.filter(([, schema]) => isPlain(schema)),
    ...members.filter(([, schema]) => !isPlain(schema)),
  ]);
}
