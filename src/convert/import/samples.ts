/** The values that a schema of the contract shows: its examples, then what it fixes or falls back to. */

import { isJsonObject, type Json } from '../../core/json.ts';

/** The most telling first; none where the schema shows nothing, or is no object. */
export function samplesOf(schema: Json | undefined): readonly Json[] {
  if (!isJsonObject(schema)) return [];
  const { example, examples, default: fallback, const: only, enum: values } = schema;
  return [example, firstOf(examples), fallback, only, firstOf(values)].filter((one) => one !== undefined);
}

function firstOf(list: Json | undefined): Json | undefined {
  return Array.isArray(list) ? (list[0] as Json | undefined) : undefined;
}
