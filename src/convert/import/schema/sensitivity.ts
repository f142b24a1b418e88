/** Which schemas are not the same for requests as for answers: those that demand what only the other side writes. */

import { isJsonObject, type Json, type JsonObject } from '../../../core/json.ts';
import type { Located } from '../../../spec/route-spec.ts';
import type { FindRef } from '../import-context.ts';
import { hiddenNames } from './members.ts';
import type { Direction } from './shelf.ts';

export interface Sensitivity {
  /** True for a schema that is not the same for requests as for answers. */
  differs(at: Located, direction: Direction): boolean;
}

export function createSensitivity(find: FindRef): Sensitivity {
  const known = new Map<string, boolean>();
  return {
    differs(at, direction) {
      const mark = direction === 'request' ? 'readOnly' : 'writeOnly';
      const id = `${mark} ${at.place.path}#${at.place.pointer}`;
      const before = known.get(id);
      if (before !== undefined) return before;
      const found = reachesRequired(at, mark, find);
      known.set(id, found);
      return found;
    },
  };
}

function reachesRequired(start: Located, mark: 'readOnly' | 'writeOnly', find: FindRef): boolean {
  const seen = new Set<Json>();
  const stack: Located[] = [start];
  for (let at = stack.pop(); at; at = stack.pop()) {
    const { value, place } = at;
    if (typeof value !== 'object' || value === null || seen.has(value)) continue;
    seen.add(value);
    if (isJsonObject(value)) {
      if (hasHiddenRequired({ value, place }, mark, find)) return true;
      const target = typeof value.$ref === 'string' ? find(value.$ref, place.child('$ref')) : undefined;
      if (target) stack.push(target);
    }
    for (const [key, child] of Object.entries(value as JsonObject)) {
      if (typeof child === 'object' && child !== null && !SAMPLES.includes(key)) {
        stack.push({ value: child, place: place.child(key) });
      }
    }
  }
  return false;
}

const SAMPLES = ['example', 'examples', 'default', 'enum', 'const'];

function hasHiddenRequired(at: Located<JsonObject>, mark: 'readOnly' | 'writeOnly', find: FindRef): boolean {
  const { value } = at;
  const parts = [value, ...(Array.isArray(value.allOf) ? (value.allOf as readonly Json[]) : [])];
  const required = parts.flatMap((part) =>
    isJsonObject(part) && Array.isArray(part.required) ? (part.required as readonly Json[]) : [],
  );
  if (required.length === 0) return false;
  const hidden = hiddenNames(at, mark, find);
  return required.some((name) => hidden.has(String(name)));
}
