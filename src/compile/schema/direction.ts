/** What is required of a request and of a response: names that only the other side writes leave `required`. */

import { isJsonObject, type JsonSchema } from '../../core/json.ts';
import type { Draught } from './reading.ts';
import { partsOf } from './union.ts';
import { type Lookup, listOf, mapOf } from './walk.ts';

/** `readOnly` in a request, `writeOnly` in a response. */
export type Hiding = 'readOnly' | 'writeOnly';

/** Takes hidden names out of `required`, in the schema itself and in what stands under its `allOf`. */
export function releaseHidden(schema: Draught, hiding: Hiding, lookup: Lookup): void {
  const hidden = new Set<string>();
  for (const part of partsOf(schema, lookup)) {
    const properties = mapOf(part, 'properties');
    for (const name in properties) if (isMarked(properties[name] ?? true, hiding, lookup)) hidden.add(name);
  }
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

/** True for a schema that is marked itself, behind its `$ref`, or in its `allOf`. */
export function isMarked(schema: JsonSchema, mark: Hiding, lookup: Lookup): boolean {
  return partsOf(schema, lookup).some((part) => part[mark] === true);
}
