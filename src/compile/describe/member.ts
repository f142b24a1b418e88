/** What a schema says of a part of its value: what an expression finds that looks into a parameter. */

import { isJsonObject, type JsonObject, type JsonSchema } from '../../core/json.ts';
import { partsOf } from '../schema/union.ts';
import { type Lookup, listOf, mapOf } from '../schema/walk.ts';
import { orNull } from './union.ts';

/** The schema of the value at a path, null included where the path may lead nowhere; undefined where nothing is said. */
export function schemaAt(
  schema: JsonSchema,
  keys: readonly (string | number)[],
  lookup: Lookup,
): JsonSchema | undefined {
  let at = schema;
  let isThere = true;
  for (const key of keys) {
    const member = memberOf(at, key, lookup);
    if (!member) return undefined;
    at = member.schema;
    isThere &&= member.isThere;
  }
  return isThere ? at : orNull(at);
}

interface Member {
  readonly schema: JsonSchema;
  /** True when every valid value has it. */
  readonly isThere: boolean;
}

function memberOf(schema: JsonSchema, key: string | number, lookup: Lookup): Member | undefined {
  const parts = partsOf(schema, lookup);
  const found = parts.flatMap((part) => (typeof key === 'number' ? itemOf(part, key) : propertyOf(part, key)));
  const [first] = found;
  if (first === undefined) return undefined;
  const isObject = parts.some(({ type }) => type === 'object');
  const isRequired = parts.some(({ required }) => Array.isArray(required) && required.includes(key));
  return {
    schema: found.length === 1 ? first : { allOf: found },
    isThere: isObject && (isRequired || found.some((one) => isJsonObject(one) && one.default !== undefined)),
  };
}

function propertyOf(schema: JsonObject, name: string): readonly JsonSchema[] {
  const properties = mapOf(schema, 'properties');
  const own = Object.hasOwn(properties, name) ? properties[name] : undefined;
  return own === undefined ? [] : [own];
}

function itemOf(schema: JsonObject, index: number): readonly JsonSchema[] {
  const item = listOf(schema, 'prefixItems')[index] ?? (schema.items as JsonSchema | undefined);
  return item === undefined ? [] : [item];
}
