/** A schema in which what is repeated is written once: smaller to publish, and much faster to compile. */

import { isJsonObject, type Json, type JsonObject } from '../../core/json.ts';

/** Moves schemas that occur twice to `$defs`; it must have no `$defs` of its own. */
export function shareRepeated(schema: JsonObject): JsonObject {
  const repeated = repeatedSchemas(schema);
  const names = new Map<string, string>();
  const defs: { [name: string]: Json } = {};
  const share = (written: JsonObject, key: string): JsonObject => {
    const id = JSON.stringify(written);
    const known = names.get(id);
    if (known !== undefined) return { $ref: `#/$defs/${known}` };
    const shared = mapSchemas(written, share);
    if (!repeated.has(id)) return shared;
    const name = freeName(nameOf(written, key), defs);
    names.set(id, name);
    defs[name] = shared;
    return { $ref: `#/$defs/${name}` };
  };
  const root = mapSchemas(schema, share);
  return Object.keys(defs).length === 0 ? root : { ...root, $defs: defs };
}

/** Below this many characters a `$ref` is no shorter to read. */
const LEAST_LENGTH = 160;

/** Schemas, as JSON text, that occur more than once outside of other repeated ones. */
function repeatedSchemas(root: JsonObject): ReadonlySet<string> {
  const seen = new Set<string>();
  const repeated = new Set<string>();
  const visit = (schema: JsonObject): JsonObject => {
    const id = JSON.stringify(schema);
    // Whether a key is built yet is read where the key stands.
    const isShared = id.length >= LEAST_LENGTH && seen.has(id) && schema.notBuiltYet === undefined;
    if (isShared) {
      repeated.add(id);
      return schema;
    }
    seen.add(id);
    return mapSchemas(schema, visit);
  };
  mapSchemas(root, visit);
  return repeated;
}

const ONE = new Set(['additionalProperties', 'items', 'contains', 'propertyNames', 'not', 'if', 'then', 'else']);
const BY_NAME = new Set(['properties', 'patternProperties', '$defs', 'dependentSchemas']);
const LIST = new Set(['allOf', 'anyOf', 'oneOf', 'prefixItems']);

/** The same schema with every schema directly inside it changed. */
export function mapSchemas(schema: JsonObject, change: (inner: JsonObject, key: string) => JsonObject): JsonObject {
  const changed = (value: Json, key: string): Json => (isJsonObject(value) ? change(value, key) : value);
  const inside = ([key, value]: readonly [string, Json]): readonly [string, Json] => {
    if (ONE.has(key)) return [key, changed(value, key)];
    if (LIST.has(key) && Array.isArray(value)) return [key, value.map((item: Json) => changed(item, key))];
    if (!BY_NAME.has(key) || !isJsonObject(value)) return [key, value];
    return [key, Object.fromEntries(Object.entries(value).map(([name, item]) => [name, changed(item, name)]))];
  };
  return Object.fromEntries(Object.entries(schema).map(inside));
}

/** `a parameter` is `parameter`; what has no word of its own is called like the key under which it stands first. */
function nameOf(schema: JsonObject, key: string): string {
  const word = typeof schema.says === 'string' ? schema.says.replace(/^(an?|the|this) /, '') : key;
  return word.replace(/[^A-Za-z0-9]+/g, '-').replace(/^-|-$/g, '');
}

function freeName(name: string, taken: { readonly [name: string]: Json }): string {
  if (!Object.hasOwn(taken, name)) return name;
  for (let count = 2; ; count++) if (!Object.hasOwn(taken, `${name}-${count}`)) return `${name}-${count}`;
}
