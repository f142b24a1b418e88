/** A map: every key that is written must match; under `$exact` there are no others. */

import { nearest } from '../../../core/nearest.ts';
import type { Place } from '../../../core/problem.ts';
import { shorten } from '../../../core/shorten.ts';
import { addDifference, type Check, type Extent, joinUses, shownOf, stepInto, type Walk } from '../check.ts';
import { isMap } from '../is-map.ts';
import { literalKey } from '../literal-key.ts';
import { expectedKind, someOf } from '../wording.ts';

export interface MapCheckOptions {
  readonly place: Place;
  readonly extent: Extent;
  /** As written, for differences. */
  readonly expected: { readonly [key: string]: unknown };
}

interface Entry {
  readonly key: string;
  readonly check: Check;
  /** True for names such as `constructor` that every plain object inherits. */
  readonly isInherited: boolean;
}

type Received = { readonly [key: string]: unknown };

/** How many received keys are compared with a missing one. */
const MAX_NEAREST = 500;

export function mapCheck(members: ReadonlyMap<string, Check>, options: MapCheckOptions): Check {
  const { place } = options;
  const isWhole = options.extent === 'whole';
  const entries: readonly Entry[] = [...members].map(([key, check]) => ({
    key,
    check,
    isInherited: key in Object.prototype,
  }));

  const filled: Check['filled'] = (scope, runtime) =>
    Object.fromEntries(
      Object.entries(options.expected).map(([written, value]) => {
        const check = members.get(literalKey(written) ?? written);
        return [written, check ? shownOf(check, value, { scope, runtime }) : value];
      }),
    );

  return {
    uses: joinUses(entries.map((entry) => entry.check)),
    filled,

    matches(value, scope, runtime) {
      if (!isMap(value)) return false;
      for (const entry of entries) {
        if (!entry.check.matches(memberOf(value, entry), scope, runtime)) return false;
      }
      return !isWhole || !hasOtherKeys(value, members);
    },

    explain(value, walk) {
      if (!isMap(value)) {
        const expected = filled(walk.scope, walk.runtime);
        addDifference(walk, place, { expected, received: value, message: expectedKind(describeMap(entries), value) });
        return;
      }
      for (const entry of entries) explainEntry(entry, value, walk);
      const others = isWhole ? otherKeys(value, members) : [];
      if (others.length === 0) return;
      const names = someOf(others.map((key) => shorten(key, 40)));
      const message = `expected no other keys, received ${names}`;
      const expected = filled(walk.scope, walk.runtime);
      addDifference(walk, place, { expected, received: value, message });
    },
  };

  function explainEntry(entry: Entry, value: Received, walk: Walk): void {
    const before = walk.found.length;
    const member = memberOf(value, entry);
    entry.check.explain(member, stepInto(walk, entry.key));
    const first = walk.found[before];
    if (!first || member !== undefined) return;
    const near = nearest(entry.key, otherKeys(value, members).slice(0, MAX_NEAREST));
    if (near !== undefined)
      walk.found[before] = { ...first, message: `${first.message}; there is ${shorten(near, 40)}` };
  }
}

function memberOf(value: Received, entry: Entry): unknown {
  return entry.isInherited && !Object.hasOwn(value, entry.key) ? undefined : value[entry.key];
}

function hasOtherKeys(value: Received, members: ReadonlyMap<string, Check>): boolean {
  for (const key in value) if (!members.has(key) && Object.hasOwn(value, key)) return true;
  return false;
}

function otherKeys(value: Received, members: ReadonlyMap<string, Check>): string[] {
  return Object.keys(value).filter((key) => !members.has(key));
}

function describeMap(entries: readonly Entry[]): string {
  return entries.length === 0 ? 'a map' : `a map with ${someOf(entries.map((entry) => shorten(entry.key, 40)))}`;
}
