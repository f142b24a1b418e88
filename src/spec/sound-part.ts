/** A file without what is wrong in its shape: what is left is looked at as ever, so that all mistakes are told in one run. */

import { isJsonObject, type Json } from '../core/json.ts';
import { pointerKeys } from '../core/pointer.ts';
import type { Report } from '../core/problem.ts';
import type { Removed } from './follow-ups.ts';
import type { Located } from './route-spec.ts';
import { MAX_SHAPE_PROBLEMS, type ShapeCheck } from './shape.ts';

export interface SoundPart {
  readonly value: Json;
  /** What was taken out: nothing of a file without errors. */
  readonly removed: readonly Removed[];
}

/** Reports what is wrong in the shape; undefined when that is the whole, or so much that not all of it is known. */
export function soundPart({ value, place }: Located, check: ShapeCheck, report: Report): SoundPart | undefined {
  const removed: Removed[] = [];
  let count = 0;
  check(value, place, (problem) => {
    count++;
    report(problem);
    // Where a key is missing, what else is there may stay.
    if (problem.severity !== 'error' || problem.code === 'missing-key') return;
    const { file, pointer } = problem.origin;
    removed.push({ file, keys: pointerKeys(pointer) });
  });
  if (count >= MAX_SHAPE_PROBLEMS || removed.some(({ keys }) => keys.length === 0)) return undefined;
  return { value: removed.reduce((rest, { keys }) => without(rest, keys), value), removed };
}

/** A copy as far as it differs. */
function without(value: Json, [key = '', ...rest]: readonly string[]): Json {
  if (Array.isArray(value)) {
    const items: Json[] = value.slice();
    // An item leaves a hole: the others are found in the file by their index.
    if (rest.length === 0) delete items[Number(key)];
    else items[Number(key)] = without(items[Number(key)] ?? null, rest);
    return items;
  }
  if (!isJsonObject(value) || !Object.hasOwn(value, key)) return value;
  const { [key]: found = null, ...others } = value;
  return rest.length === 0 ? others : { ...value, [key]: without(found, rest) };
}
