/** What a matcher is made of: one check for every value of the expectation. */

import { ExpressionError } from '../../core/errors.ts';
import { pointer } from '../../core/pointer.ts';
import type { Place } from '../../core/problem.ts';
import type { Runtime, Scope } from '../../core/runtime.ts';
import type { Difference } from './difference.ts';

/** Maps are matched in part, or (under `$exact` and `$eq`) have no other keys. */
export type Extent = 'part' | 'whole';

export interface Check {
  readonly uses: ReadonlySet<string>;
  matches(value: unknown, scope: Scope, runtime: Runtime): boolean;
  /** Appends every difference to `walk.found`; none when the value matches. */
  explain(value: unknown, walk: Walk): void;
  /** The plain value that is expected; absent where an operator or a map or list with operators inside stands. */
  plain?(scope: Scope, runtime: Runtime): unknown;
  /** Of a map or a list: what is written, with the values of its expressions in it. */
  filled?(scope: Scope, runtime: Runtime): unknown;
}

/** Where an explanation stands inside the received value, and what it has found. */
export interface Walk {
  readonly pointer: string;
  readonly scope: Scope;
  readonly runtime: Runtime;
  readonly found: Difference[];
}

export const NO_NAMES: ReadonlySet<string> = new Set();

/** All root names that several checks or templates use. */
export function joinUses(parts: readonly { readonly uses: ReadonlySet<string> }[]): ReadonlySet<string> {
  const joined = new Set<string>();
  for (const part of parts) for (const name of part.uses) joined.add(name);
  return joined.size === 0 ? NO_NAMES : joined;
}

/** The same walk one step further inside. */
export function stepInto(walk: Walk, key: string | number): Walk {
  return { ...walk, pointer: walk.pointer + pointer(key) };
}

/** What a check found beneath a value of its own: nothing of it is in the outer walk yet. */
export function explainAside(check: Check, value: unknown, walk: Walk): readonly Difference[] {
  const found: Difference[] = [];
  check.explain(value, { ...walk, pointer: '', found });
  return found;
}

/** What a difference shows as expected; an expression that cannot be evaluated is shown as it is written. */
export function shownOf(check: Check, written: unknown, { scope, runtime }: Pick<Walk, 'scope' | 'runtime'>): unknown {
  try {
    if (check.plain) return check.plain(scope, runtime);
    return check.filled ? check.filled(scope, runtime) : written;
  } catch (error) {
    if (error instanceof ExpressionError) return written;
    throw error;
  }
}

/** What a difference consists of beside its pointer and origin, which the walk and the place know. */
export type Finding = Pick<Difference, 'expected' | 'received' | 'message'>;

export function addDifference(walk: Walk, place: Place, finding: Finding): void {
  walk.found.push({ pointer: walk.pointer, ...finding, origin: place.origin() });
}

export interface LeafSpec {
  readonly place: Place;
  readonly uses: ReadonlySet<string>;
  readonly matches: Check['matches'];
  /** Asked only about a value that does not match. */
  readonly finding: (value: unknown, walk: Walk) => Pick<Finding, 'expected' | 'message'>;
}

/** A check that is met or missed as a whole: one difference at most. */
export function leafCheck({ place, uses, matches, finding }: LeafSpec): Check {
  return {
    uses,
    matches,
    explain(value, walk) {
      if (matches(value, walk.scope, walk.runtime)) return;
      addDifference(walk, place, { ...finding(value, walk), received: value });
    },
  };
}
