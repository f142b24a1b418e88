/** What is required of a request and of a response: names that only the other side writes leave `required`. */

import { isJsonObject, type JsonSchema } from '../../core/json.ts';
import type { Draught } from './reading.ts';
import { type Lookup, listOf, mapOf } from './walk.ts';

/** `readOnly` in a request, `writeOnly` in a response. */
export type Hiding = 'readOnly' | 'writeOnly';

/** Takes hidden names out of `required`, in the schema itself and in what stands under its `allOf`. */
export function releaseHidden(schema: Draught, hiding: Hiding, lookup: Lookup): void {
  const hidden = new Set<string>();
  collectHidden(schema, { hiding, lookup, hidden, seen: new Set() });
  if (hidden.size === 0) return;
  release(schema, hidden);
  for (const part of listOf(schema, 'allOf')) if (isJsonObject(part)) release(part as Draught, hidden);
}

function release(schema: Draught, hidden: ReadonlySet<string>): void {
  if (!Array.isArray(schema.required)) return;
  const left = schema.required.filter((name) => !hidden.has(name as string));
  if (left.length > 0) schema.required = left;
  else delete schema.required;
}

interface Search {
  readonly hiding: Hiding;
  readonly lookup: Lookup;
  readonly hidden: Set<string>;
  readonly seen: Set<JsonSchema>;
}

function collectHidden(schema: JsonSchema, search: Search): void {
  if (!isJsonObject(schema) || search.seen.has(schema)) return;
  search.seen.add(schema);
  const properties = mapOf(schema, 'properties');
  for (const name in properties) {
    if (isMarked(properties[name] ?? true, search.hiding, search.lookup)) search.hidden.add(name);
  }
  if (typeof schema.$ref === 'string') collectHidden(search.lookup(schema.$ref) ?? true, search);
  for (const part of listOf(schema, 'allOf')) collectHidden(part, search);
}

const MAX_HOPS = 8;

/** True for a schema that is marked itself, behind its `$ref`, or in its `allOf`. */
export function isMarked(schema: JsonSchema, mark: Hiding, lookup: Lookup, hops = 0): boolean {
  if (!isJsonObject(schema) || hops > MAX_HOPS) return false;
  if (schema[mark] === true) return true;
  const target = typeof schema.$ref === 'string' ? lookup(schema.$ref) : undefined;
  if (target !== undefined && isMarked(target, mark, lookup, hops + 1)) return true;
  return listOf(schema, 'allOf').some((part) => isMarked(part, mark, lookup, hops + 1));
}
