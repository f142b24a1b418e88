/** Which types a schema of the contract lets in, as far as it says so: what a parameter's text may be. */

import { isJsonObject, type Json, jsonType } from '../../../core/json.ts';
import type { Located } from '../../../spec/route-spec.ts';
import type { FindRef } from '../import-context.ts';

/** Undefined where the schema does not say. */
export type Types = ReadonlySet<string> | undefined;

const MAX_DEPTH = 20;

export function typesOf(schema: Located | undefined, find: FindRef, depth = 0): Types {
  if (!schema || !isJsonObject(schema.value) || depth > MAX_DEPTH) return undefined;
  const { value, place } = schema;
  if (typeof value.$ref === 'string') return typesOf(find(value.$ref, place.child('$ref')), find, depth + 1);
  const own = ownTypes(value.type) ?? literalTypes(value);
  const parts = listAt(schema, 'allOf').map((part) => typesOf(part, find, depth + 1));
  const unions = ['oneOf', 'anyOf'].map((keyword) => {
    const branches = listAt(schema, keyword).map((branch) => typesOf(branch, find, depth + 1));
    return branches.length === 0 || branches.includes(undefined)
      ? undefined
      : new Set(branches.flatMap((types) => [...(types ?? [])]));
  });
  return [own, ...parts, ...unions].reduce<Types>(both, undefined) ?? impliedTypes(value);
}

/** The schema itself, whatever `$ref`s lead to it. */
export function plainSchema(schema: Located | undefined, find: FindRef): Located | undefined {
  let found = schema;
  for (let hops = 0; hops < MAX_DEPTH && found && isJsonObject(found.value); hops++) {
    const { $ref: ref } = found.value;
    if (typeof ref !== 'string') return found;
    found = find(ref, found.place.child('$ref'));
  }
  return found && isJsonObject(found.value) && found.value.$ref !== undefined ? undefined : found;
}

/** The schemas in a list under a keyword. */
export function listAt({ value, place }: Located, keyword: string): readonly Located[] {
  const list = isJsonObject(value) ? value[keyword] : undefined;
  return Array.isArray(list)
    ? list.map((item: Json, index) => ({ value: item, place: place.child(keyword, index) }))
    : [];
}

function ownTypes(type: Json | undefined): Types {
  const words = (Array.isArray(type) ? type : [type]).filter((word) => typeof word === 'string');
  return words.length === 0 ? undefined : new Set(words);
}

function literalTypes(schema: { readonly [key: string]: Json }): Types {
  const values = Array.isArray(schema.enum) ? schema.enum : schema.const === undefined ? [] : [schema.const];
  return values.length === 0 ? undefined : new Set(values.map(jsonType));
}

function impliedTypes({ properties, items }: { readonly [key: string]: Json }): Types {
  if (properties !== undefined) return new Set(['object']);
  return items === undefined ? undefined : new Set(['array']);
}

function both(a: Types, b: Types): Types {
  if (!a || !b) return a ?? b;
  return new Set([...a].filter((type) => b.has(type)));
}
