/** The members of an object of the contract, gathered from its `properties` and those of what it is put together from. */

import { isJsonObject } from '../../../core/json.ts';
import type { Located } from '../../../spec/route-spec.ts';
import type { FindRef } from '../import-context.ts';
import { listAt, plainSchema } from './types.ts';

export interface Members {
  /** In the order of the contract. */
  readonly properties: ReadonlyMap<string, Located>;
  readonly required: ReadonlySet<string>;
  /** False where other members are refused. */
  readonly isOpen: boolean;
  /** True where more is said of the object than which members it has. */
  readonly hasRules: boolean;
}

const MAX_DEPTH = 20;

const SAID_BY_MEMBERS = [
  ...['type', 'properties', 'required', 'allOf', 'additionalProperties', 'title', 'description', 'example', 'examples'],
  ...['default', 'xml', 'externalDocs', 'deprecated', 'readOnly', 'writeOnly', 'nullable', '$ref', '$schema', '$id'],
];

export function membersOf(schema: Located | undefined, find: FindRef): Members {
  const properties = new Map<string, Located>();
  const required = new Set<string>();
  let isOpen = true;
  let hasRules = false;
  const collect = (at: Located | undefined, depth: number): void => {
    const plain = plainSchema(at, find);
    if (!plain || !isJsonObject(plain.value) || depth > MAX_DEPTH) return;
    const { value, place } = plain;
    for (const part of listAt(plain, 'allOf')) collect(part, depth + 1);
    for (const [name, member] of isJsonObject(value.properties) ? Object.entries(value.properties) : []) {
      properties.set(name, { value: member, place: place.child('properties', name) });
    }
    for (const name of Array.isArray(value.required) ? value.required : []) {
      if (typeof name === 'string') required.add(name);
    }
    if (value.additionalProperties === false) isOpen = false;
    if (Object.keys(value).some((key) => !SAID_BY_MEMBERS.includes(key) && !key.startsWith('x-'))) hasRules = true;
  };
  collect(schema, 0);
  return { properties, required, isOpen, hasRules };
}

/** Names of the members that only the other side writes. */
export function hiddenNames(schema: Located, mark: 'readOnly' | 'writeOnly', find: FindRef): ReadonlySet<string> {
  const hidden = [...membersOf(schema, find).properties].flatMap(([name, member]) =>
    isMarked(member, mark, find) ? [name] : [],
  );
  return new Set(hidden);
}

function isMarked(member: Located, mark: string, find: FindRef): boolean {
  const marked = (at: Located, depth: number): boolean => {
    const plain = plainSchema(at, find);
    if (!plain || !isJsonObject(plain.value) || depth > MAX_DEPTH) return false;
    if (plain.value[mark] === true || (isJsonObject(at.value) && at.value[mark] === true)) return true;
    return listAt(plain, 'allOf').some((part) => marked(part, depth + 1));
  };
  return marked(member, 0);
}
