/** A list: the same length, each item matched in its place. */

import type { Place } from '../../../core/problem.ts';
import { addDifference, type Check, joinUses, shownOf, stepInto } from '../check.ts';
import { count, expectedKind } from '../wording.ts';

export interface ListCheckOptions {
  readonly place: Place;
  /** As written, for differences. */
  readonly expected: readonly unknown[];
}

export function listCheck(items: readonly Check[], options: ListCheckOptions): Check {
  const { place } = options;
  const filled: Check['filled'] = (scope, runtime) =>
    options.expected.map((written, index) => {
      const check = items[index];
      return check ? shownOf(check, written, { scope, runtime }) : written;
    });

  return {
    uses: joinUses(items),
    filled,

    matches(value, scope, runtime) {
      if (!Array.isArray(value) || value.length !== items.length) return false;
      let index = 0;
      for (const item of items) if (!item.matches(value[index++], scope, runtime)) return false;
      return true;
    },

    explain(value, walk) {
      if (!Array.isArray(value)) {
        const message = expectedKind(`a list of ${count(items.length, 'item')}`, value);
        addDifference(walk, place, { expected: filled(walk.scope, walk.runtime), received: value, message });
        return;
      }
      if (value.length !== items.length) {
        const message = `expected ${count(items.length, 'item')}, received ${value.length}`;
        addDifference(walk, place, { expected: filled(walk.scope, walk.runtime), received: value, message });
      }
      for (const [index, item] of items.entries()) {
        if (index < value.length) item.explain(value[index], stepInto(walk, index));
      }
    },
  };
}
