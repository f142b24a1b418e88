/** Settings as trees: one for each origin, the inner ones laid over the outer ones. */

import { isJsonObject, type Json, type JsonObject } from '../core/json.ts';
import type { Place } from '../core/problem.ts';

/** Settings from one origin: the file, a variable, the flags. */
export interface Layer {
  readonly value: Json;
  readonly place: Place;
}

export function mergeLayers(layers: readonly Layer[]): JsonObject {
  return layers.reduce<JsonObject>((tree, { value }) => (isJsonObject(value) ? mergeTrees(tree, value) : tree), {});
}

/** What stands at the end of the keys; undefined where nothing does. */
export function at(tree: Json | undefined, ...keys: readonly string[]): Json | undefined {
  let value = tree;
  for (const key of keys) {
    if (!isJsonObject(value) || !Object.hasOwn(value, key)) return undefined;
    value = value[key];
  }
  return value;
}

function mergeTrees(outer: JsonObject, inner: JsonObject): JsonObject {
  const merged: { [key: string]: Json } = { ...outer };
  for (const [key, value] of Object.entries(inner)) {
    const below = merged[key];
    merged[key] = isJsonObject(below) && isJsonObject(value) ? mergeTrees(below, value) : value;
  }
  return merged;
}
