/** Values, types and schemas in the words of a message. */

import { isObject, type Json, type JsonObject, type JsonSchema } from '../../core/json.ts';
import { shorten } from '../../core/shorten.ts';
import { type Lookup, listOf, mapOf } from './walk.ts';

const TYPE_PHRASES: Readonly<Record<string, string>> = {
  string: 'a string',
  integer: 'an integer',
  number: 'a number',
  boolean: 'true or false',
  object: 'an object',
  array: 'a list',
  null: 'null',
};

/** `a string`, `an integer or null`. */
export function typePhrase(types: readonly string[]): string {
  return joinWords(
    types.map((type) => TYPE_PHRASES[type] ?? type),
    'or',
  );
}

/** `a, b or c`. */
export function joinWords(words: readonly string[], conjunction: string): string {
  const last = words.at(-1) ?? '';
  return words.length < 2 ? last : `${words.slice(0, -1).join(', ')} ${conjunction} ${last}`;
}

const MAX_SHOWN = 10;

/** `"a", "b" … (12 in all)`: at most ten values of a list. */
export function quoteAll(values: readonly unknown[]): string {
  const shown = values.slice(0, MAX_SHOWN).map(quote).join(', ');
  return values.length > MAX_SHOWN ? `${shown} … (${values.length} in all)` : shown;
}

const MAX_QUOTED = 120;

/** A value as JSON, cut where it is long. */
export function quote(value: unknown): string {
  return shorten(value, MAX_QUOTED);
}

/** `1 item`, `3 items`. */
export function count(amount: number, one: string, many = `${one}s`): string {
  return `${amount} ${amount === 1 ? one : many}`;
}

const MAX_TEXT = 200;
const MAX_MEMBERS = 20;
const MAX_DEPTH = 3;

/** A copy that is small enough for an answer or a log: long texts cut, long lists and deep values told by `…`. */
export function cutValue(value: unknown, depth = 0): unknown {
  if (typeof value === 'string') return value.length > MAX_TEXT ? `${value.slice(0, MAX_TEXT)}…` : value;
  if (typeof value !== 'object' || value === null) return value === undefined ? null : value;
  if (depth >= MAX_DEPTH) return '…';
  if (Array.isArray(value)) {
    const items = value.slice(0, MAX_MEMBERS).map((item) => cutValue(item, depth + 1));
    return value.length > MAX_MEMBERS ? [...items, `… ${value.length - MAX_MEMBERS} more`] : items;
  }
  const members: [string, unknown][] = [];
  for (const key in value) {
    if (!Object.hasOwn(value, key)) continue;
    if (members.length === MAX_MEMBERS) {
      members.push(['…', '…']);
      break;
    }
    members.push([key, cutValue((value as { readonly [key: string]: unknown })[key], depth + 1)]);
  }
  return Object.fromEntries(members);
}

const MAX_HOPS = 20;
const MAX_DESCRIBED = 2;

/** What a schema asks for, in a few words: `an integer`, `"a" or "b"`, `an object with "id"`. */
export function describeSchema(schema: JsonSchema, lookup: Lookup, depth = 0): string {
  const plain = followRefs(schema, lookup);
  if (typeof plain === 'boolean') return plain ? 'anything' : 'nothing';
  if (typeof plain.title === 'string') return `"${plain.title}"`;
  if (plain.const !== undefined) return quote(plain.const);
  if (Array.isArray(plain.enum)) return joinWords(plain.enum.slice(0, MAX_SHOWN).map(quote), 'or');
  const required = Array.isArray(plain.required) ? plain.required : [];
  const types = typesOf(plain) ?? (required.length > 0 || plain.properties !== undefined ? ['object'] : []);
  if (types.length === 1 && types[0] === 'object') {
    const marks = fixedMembers(plain);
    return marks.length > 0 ? `an object with ${joinWords(marks, 'and')}` : 'an object';
  }
  if (types.length === 1 && types[0] === 'array' && plain.items !== undefined && depth < MAX_DESCRIBED) {
    return `a list with each item ${describeSchema(plain.items as JsonSchema, lookup, depth + 1)}`;
  }
  if (types.length > 0) return typePhrase(types);
  const branches = [...listOf(plain, 'anyOf'), ...listOf(plain, 'oneOf')];
  if (branches.length === 0 || branches.length > 5 || depth >= MAX_DESCRIBED) return 'a value of another kind';
  return joinWords([...new Set(branches.map((branch) => describeSchema(branch, lookup, depth + 1)))], 'or');
}

/** What tells an object from others: members with a fixed value, else those that are required. */
function fixedMembers(schema: JsonObject): string[] {
  const fixed = Object.entries(mapOf(schema, 'properties')).flatMap(([name, sub]) =>
    isObject(sub) && sub.const !== undefined ? [`${name}: ${quote(sub.const)}`] : [],
  );
  const required = (schema.required ?? []) as readonly string[];
  return fixed.length > 0 ? fixed : required.slice(0, 5).map(quote);
}

/** The schema itself, or what its `$ref` leads to when there is nothing else in it. */
export function followRefs(schema: JsonSchema, lookup: Lookup): JsonSchema {
  let plain = schema;
  for (let hops = 0; hops < MAX_HOPS && typeof plain === 'object' && typeof plain.$ref === 'string'; hops++) {
    if (hasOwnRules(plain)) return plain;
    plain = lookup(plain.$ref) ?? true;
  }
  return plain;
}

function hasOwnRules(schema: JsonObject): boolean {
  for (const key in schema) {
    if (key !== '$ref' && key !== 'description' && key !== 'title' && key !== 'default') return true;
  }
  return false;
}

/** The words under `type` as a list; undefined when every type goes. */
export function typesOf(schema: JsonObject): readonly string[] | undefined {
  const type: Json | undefined = schema.type;
  if (typeof type === 'string') return [type];
  return Array.isArray(type) ? (type as readonly string[]) : undefined;
}
