/** `$contains`: a piece of a text, items of a list, keys of a map. */

import type { Place } from '../../../core/problem.ts';
import type { Runtime, Scope } from '../../../core/runtime.ts';
import { shorten } from '../../../core/shorten.ts';
import { assign, NONE } from '../assign.ts';
import { addDifference, type Check, type Walk } from '../check.ts';
import { isMap } from '../is-map.ts';
import { compileItems, type ExpectedItem, type ExpectedItems, shownItem } from '../items.ts';
import { NESTED_SCHEMA, type Operator, refuseArgument } from '../operator.ts';
import { findUnmatched, tooManyPairs } from '../unmatched.ts';
import { expectedKind, someOf } from '../wording.ts';

export const CONTAINS: Operator = {
  name: '$contains',
  summary: 'a text with this in it, a list with an item that matches, a map that matches; of a list, each of them',
  schema: NESTED_SCHEMA,
  example: 'body: { tags: { $contains: new }, items: { $contains: { id: 7 } } }',
  compile(argument, scope) {
    if (Array.isArray(argument) && argument.length === 0) {
      return refuseArgument(scope, '"$contains" takes at least one item', 'for an empty list write []');
    }
    const items = compileItems(argument, scope, scope.known?.items);
    return items && containsCheck(items, scope.place);
  },
};

function containsCheck(items: ExpectedItems, place: Place): Check {
  return {
    uses: items.uses,

    matches(value, scope, runtime) {
      const wanted = items.list(scope, runtime);
      if (Array.isArray(value)) return listContains(wanted, value, scope, runtime);
      for (const item of wanted) if (!isInside(item, value, scope, runtime)) return false;
      return typeof value === 'string' || isMap(value);
    },

    explain(value, walk) {
      const wanted = items.list(walk.scope, walk.runtime);
      if (Array.isArray(value)) explainList(wanted, value, walk);
      else if (isMap(value)) for (const { check } of wanted) check.explain(value, walk);
      else if (typeof value === 'string') explainText(wanted, value, walk);
      else explainOther(wanted, value, walk);
    },
  };

  function explainList(wanted: readonly ExpectedItem[], value: readonly unknown[], walk: Walk): void {
    const tooMany = { expected: shownItems(wanted, walk), message: tooManyPairs(wanted, value) };
    for (const { expected, message } of findUnmatched(wanted, value, walk)?.missing ?? [tooMany]) {
      addDifference(walk, place, { expected: { $contains: expected }, received: value, message });
    }
  }

  function explainText(wanted: readonly ExpectedItem[], value: string, walk: Walk): void {
    for (const item of wanted) {
      if (isInside(item, value, walk.scope, walk.runtime)) continue;
      const piece = shownItem(item, walk.scope, walk.runtime);
      const message =
        typeof piece === 'string'
          ? `expected a text with ${shorten(piece)} in it, received ${shorten(value)}`
          : expectedKind(`a list with an item ${shorten(piece)}`, value);
      addDifference(walk, place, { expected: { $contains: piece }, received: value, message });
    }
  }

  function explainOther(wanted: readonly ExpectedItem[], value: unknown, walk: Walk): void {
    const shown = shownItems(wanted, walk);
    const content = shown.length === 0 ? '' : ` that contains ${someOf(shown.map((item) => shorten(item, 40)))}`;
    addDifference(walk, place, {
      expected: { $contains: shown.length === 1 ? shown[0] : shown },
      received: value,
      message: expectedKind(`a text, list or map${content}`, value),
    });
  }
}

function shownItems(wanted: readonly ExpectedItem[], { scope, runtime }: Walk): readonly unknown[] {
  return wanted.map((item) => shownItem(item, scope, runtime));
}

function listContains(
  wanted: readonly ExpectedItem[],
  value: readonly unknown[],
  scope: Scope,
  runtime: Runtime,
): boolean {
  const [only] = wanted;
  if (only && wanted.length === 1) {
    for (const item of value) if (only.check.matches(item, scope, runtime)) return true;
    return false;
  }
  const checks = wanted.map((item) => item.check);
  return assign(checks, value, { scope, runtime })?.includes(NONE) === false;
}

/** In a text a plain text is found; a map is matched as if `$contains` were not there. */
function isInside({ check }: ExpectedItem, value: unknown, scope: Scope, runtime: Runtime): boolean {
  if (typeof value !== 'string') return check.matches(value, scope, runtime);
  const piece = check.plain?.(scope, runtime);
  return typeof piece === 'string' && value.includes(piece);
}
