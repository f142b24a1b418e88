/** Schemas of contracts are read twice, for requests and for answers: they differ in what is required. Here they are one again. */

import { isJsonObject, type Json, type JsonObject, type JsonSchema } from '../../core/json.ts';

/** The same for both readings of one schema; another version of its file gives another. */
export function directionless(ref: string, target: JsonSchema): string {
  const text = JSON.stringify(target, (key, value: unknown) => {
    if (key === 'required' && Array.isArray(value)) return undefined;
    return typeof value === 'string' ? withoutDirection(value) : value;
  });
  return `${withoutDirection(ref)}\n${text}`;
}

function withoutDirection(text: string): string {
  return text.replace(/^(file:[^#]*\?[^#]*?)&for=(?:request|response)(?=#|$)/, '$1');
}

/** What is required by one of the readings is required: a request need not have what is `readOnly`, an answer not the contrary. */
export function mergeDirections(a: JsonSchema, b: JsonSchema): JsonSchema {
  return merge(a, b) as JsonSchema;
}

function merge(a: Json, b: Json): Json {
  if (Array.isArray(a) && Array.isArray(b) && a.length === b.length) {
    return a.map((item: Json, index) => merge(item, b[index] as Json));
  }
  if (!isJsonObject(a) || !isJsonObject(b)) return a;
  return Object.fromEntries(keysOf(a, b).map((key) => [key, member(key, a[key], b[key])]));
}

function member(key: string, a: Json | undefined, b: Json | undefined): Json {
  if (key === 'required' && (Array.isArray(a) || Array.isArray(b))) {
    return [...new Set([...((a ?? []) as readonly Json[]), ...((b ?? []) as readonly Json[])])];
  }
  return a === undefined ? (b ?? null) : b === undefined ? a : merge(a, b);
}

/** In the order of the one that has more of them. */
function keysOf(a: JsonObject, b: JsonObject): readonly string[] {
  const [more, less] = Object.keys(a).length >= Object.keys(b).length ? [a, b] : [b, a];
  return [...new Set([...Object.keys(more), ...Object.keys(less)])];
}
