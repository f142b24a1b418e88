/** One schema for what may be this or that: merged where that reads better than a list of alternatives. */

import { isJsonObject, type Json, type JsonObject, type JsonSchema, jsonType } from '../../core/json.ts';

/** Beyond so many alternatives nothing is said at all. */
const MAX_ALTERNATIVES = 8;

/** Every value that one of the schemas takes is taken, and as few others as can be said in few words. */
export function eitherOf(schemas: readonly JsonSchema[]): JsonSchema {
  const alternatives: JsonObject[] = [];
  for (const schema of schemas) {
    if (!isJsonObject(schema) || Object.keys(schema).length === 0) {
      if (schema === false) continue;
      return {};
    }
    const parts = isAnyOf(schema) ? schema.anyOf.filter(isJsonObject) : [schema];
    for (const part of parts) addTo(alternatives, part);
    if (alternatives.length > MAX_ALTERNATIVES) return {};
  }
  const [only] = alternatives;
  if (only === undefined) return {};
  return alternatives.length === 1 ? only : { anyOf: alternatives };
}

/** The schema, and null. */
export function orNull(schema: JsonSchema): JsonSchema {
  return eitherOf([schema, { type: 'null' }]);
}

/** A schema of a map that stands in a file as it is: it has these members and no others. */
export function literalMap(members: readonly (readonly [name: string, schema: JsonSchema])[]): JsonObject {
  const schema: JsonObject = {
    type: 'object',
    ...(members.length === 0
      ? {}
      : { required: members.map(([name]) => name), properties: Object.fromEntries(members) }),
  };
  literalMaps.add(schema);
  return schema;
}

const literalMaps = new WeakSet<JsonObject>();

function addTo(alternatives: JsonObject[], part: JsonObject): void {
  for (const [index, known] of alternatives.entries()) {
    const merged = merge(known, part);
    if (!merged) continue;
    alternatives[index] = merged;
    return;
  }
  alternatives.push(part);
}

/** Undefined where the two stay apart. */
function merge(a: JsonObject, b: JsonObject): JsonObject | undefined {
  if (a === b || JSON.stringify(a) === JSON.stringify(b)) return a;
  return (
    mergeTypes(a, b) ??
    mergeNull(a, b) ??
    mergeNull(b, a) ??
    mergeConstants(a, b) ??
    mergeMaps(a, b) ??
    mergeLists(a, b)
  );
}

/** `string` and `null`; a constant, or a short text, is one of its type. */
function mergeTypes(a: JsonObject, b: JsonObject): JsonObject | undefined {
  const [ofA, ofB] = [bareTypes(a), bareTypes(b)];
  if (ofA && ofB) return typeSchema([...ofA, ...ofB]);
  if (ofA && typesOf(b)?.every((type) => ofA.includes(type))) return a;
  if (ofB && typesOf(a)?.every((type) => ofB.includes(type))) return b;
  if (ofA && constantsOf(b)?.every((value) => isOneOf(value, ofA))) return a;
  if (ofB && constantsOf(a)?.every((value) => isOneOf(value, ofB))) return b;
  return undefined;
}

function isOneOf(value: Json, types: readonly string[]): boolean {
  return types.includes(typeName(value)) || (typeof value === 'number' && types.includes('number'));
}

/** The types of a schema that says nothing else. */
function bareTypes(schema: JsonObject): readonly string[] | undefined {
  return Object.keys(schema).length === 1 ? typesOf(schema) : undefined;
}

function typesOf({ type }: JsonObject): readonly string[] | undefined {
  if (typeof type === 'string') return [type];
  return Array.isArray(type) ? (type as readonly string[]) : undefined;
}

function typeSchema(types: readonly string[]): JsonObject {
  const isNumber = types.includes('number');
  const distinct = [...new Set(types)].filter((type) => !(isNumber && type === 'integer'));
  return { type: distinct.length === 1 ? (distinct[0] ?? 'null') : distinct };
}

/** Every keyword but these says nothing of null. */
const OF_ANY_VALUE = ['const', 'enum', '$ref', 'not', 'if', 'allOf', 'anyOf', 'oneOf'];

function mergeNull(a: JsonObject, b: JsonObject): JsonObject | undefined {
  const types = typesOf(a);
  if (!types || bareTypes(b)?.join() !== 'null' || OF_ANY_VALUE.some((keyword) => keyword in a)) return undefined;
  return { ...a, ...typeSchema([...types, 'null']) };
}

function mergeConstants(a: JsonObject, b: JsonObject): JsonObject | undefined {
  const [ofA, ofB] = [constantsOf(a), constantsOf(b)];
  if (!ofA || !ofB) return undefined;
  const texts = new Map([...ofA, ...ofB].map((value) => [JSON.stringify(value), value]));
  return texts.size > 20 ? typeSchema([...texts.values()].map(typeName)) : { enum: [...texts.values()] };
}

/** What a schema takes that is nothing but a list of values. */
function constantsOf(schema: JsonObject): readonly Json[] | undefined {
  if (Object.keys(schema).length !== 1) return undefined;
  if (schema.const !== undefined) return [schema.const];
  return Array.isArray(schema.enum) ? schema.enum : undefined;
}

function typeName(value: Json): string {
  return typeof value === 'number' && Number.isInteger(value) ? 'integer' : jsonType(value);
}

const MAP_KEYS = new Set(['type', 'required', 'properties']);

/** Maps with the same members, member by member; maps of a file, too, where most members are the same. */
function mergeMaps(a: JsonObject, b: JsonObject): JsonObject | undefined {
  if (a.type !== 'object' || b.type !== 'object') return undefined;
  if (![a, b].every((map) => Object.keys(map).every((key) => MAP_KEYS.has(key)))) return undefined;
  const [ofA, ofB] = [membersOf(a), membersOf(b)];
  const names = [...new Set([...Object.keys(ofA), ...Object.keys(ofB)])];
  const shared = names.filter((name) => Object.hasOwn(ofA, name) && Object.hasOwn(ofB, name));
  const areLiteral = literalMaps.has(a) && literalMaps.has(b);
  if (shared.length < names.length && !(areLiteral && shared.length * 2 >= names.length)) return undefined;
  const required = requiredOf(a).filter((name) => requiredOf(b).includes(name));
  const merged: JsonObject = {
    type: 'object',
    ...(required.length === 0 ? {} : { required }),
    properties: Object.fromEntries(
      names.map((name) => [
        name,
        eitherOf([ofA, ofB].flatMap((members) => (Object.hasOwn(members, name) ? [members[name] as JsonSchema] : []))),
      ]),
    ),
  };
  if (areLiteral) literalMaps.add(merged);
  return merged;
}

function membersOf({ properties }: JsonObject): JsonObject {
  return isJsonObject(properties) ? properties : {};
}

function requiredOf({ required }: JsonObject): readonly Json[] {
  return Array.isArray(required) ? required : [];
}

function mergeLists(a: JsonObject, b: JsonObject): JsonObject | undefined {
  const isList = (schema: JsonObject): boolean =>
    schema.type === 'array' && schema.items !== undefined && Object.keys(schema).length === 2;
  if (!isList(a) || !isList(b)) return undefined;
  const items = eitherOf([a.items, b.items] as readonly JsonSchema[]);
  return Object.keys(items).length === 0 ? { type: 'array' } : { type: 'array', items };
}

function isAnyOf(schema: JsonObject): schema is { readonly anyOf: readonly Json[] } {
  return Object.keys(schema).length === 1 && Array.isArray(schema.anyOf);
}
