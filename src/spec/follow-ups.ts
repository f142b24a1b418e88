/** Where something was taken out of a file, not everything that is wrong with the rest is a mistake: some of it only misses that. */

import { nearest } from '../core/nearest.ts';
import { pointerKeys } from '../core/pointer.ts';
import type { Problem, Report } from '../core/problem.ts';
import type { ProblemCode } from '../core/problem-codes.ts';

/** A value that was taken out of a file for its shape. */
export interface Removed {
  /** As people know it. */
  readonly file: string;
  /** From the root of the file to the value. */
  readonly keys: Keys;
}

type Keys = readonly string[];

/** Passes on what is a mistake whatever was meant by the values that were removed. */
export function withoutFollowUps(removed: readonly Removed[], report: Report): Report {
  if (removed.length === 0) return report;
  return (problem) => {
    if (!removed.some((item) => mayFollow(problem, item))) report(problem);
  };
}

function mayFollow({ code, origin }: Problem, { file, keys }: Removed): boolean {
  const misses = MISSES[code];
  if (!misses) return false;
  const isElsewhere = file !== origin.file;
  // Of another file, only what it declares for this one is missed here.
  return isElsewhere ? misses === missesName && isDeclaring(keys, 0) : misses(pointerKeys(origin.pointer), keys);
}

/** By code: whether a problem at a place may be there only because a value was removed from another. */
const MISSES: { readonly [code in ProblemCode]?: (at: Keys, removed: Keys) => boolean } = {
  'missing-key': missesNeighbour,
  'bad-parameter': missesNeighbour,
  'bad-header': missesNeighbour,
  'unreachable-case': missesCondition,
  'schema-mismatch': missesPromise,
  'unknown-name': missesName,
  'doubtful-name': missesName,
  'unknown-url-parameter': missesName,
};

/** Keys of one map that only make sense together. */
function missesNeighbour(at: Keys, removed: Keys): boolean {
  const map = removed.slice(0, -1);
  return isSame(map, at) || isSame(map, at.slice(0, -1));
}

/** The removed key of a case before may have been its `when`. */
function missesCondition(at: Keys, removed: Keys): boolean {
  return isSame(removed.slice(0, -2), at.slice(0, -1));
}

/** Which schema an answer is held to depends on its status, and on all that the route promises. */
function missesPromise(at: Keys, removed: Keys): boolean {
  const [group, , part] = at;
  if (group !== 'routes' || part === 'params') return false;
  const isPromise = removed[2] === 'response' && isWithin(at, removed.slice(0, 2));
  return isPromise || (removed.length > 2 && isWithin(at, removed.slice(0, -1)));
}

/** Of the file as a whole, or of the route or channel. */
function missesName(at: Keys, removed: Keys): boolean {
  return isDeclaring(removed, 0) || (isDeclaring(removed, 2) && isWithin(at, removed.slice(0, 2)));
}

const DECLARING = ['params', 'vars', 'prefix'];

/** True for a key at this depth that declares names, or was to be one; of parameters down to each one's name. */
function isDeclaring(removed: Keys, depth: number): boolean {
  const key = removed[depth];
  if (key === undefined || removed.length > depth + 3) return false;
  return DECLARING.includes(key) || nearest(key, DECLARING) !== undefined;
}

function isWithin(at: Keys, above: Keys): boolean {
  return above.every((key, index) => key === at[index]);
}

function isSame(one: Keys, other: Keys): boolean {
  return one.length === other.length && isWithin(one, other);
}
