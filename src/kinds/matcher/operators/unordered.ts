/** `$unordered`: a list with these items and no others, in any order. */

import type { Place } from '../../../core/problem.ts';
import { shorten } from '../../../core/shorten.ts';
import { assign, NONE } from '../assign.ts';
import { addDifference, type Check } from '../check.ts';
import { compileItems, type ExpectedItems, shownItem } from '../items.ts';
import { isTemplateText } from '../operand.ts';
import { NESTED_SCHEMA, type Operator, refuseArgument } from '../operator.ts';
import { findUnmatched, tooManyPairs } from '../unmatched.ts';
import { count, expectedKind, someOf, typeWord } from '../wording.ts';

export const UNORDERED: Operator = {
  name: '$unordered',
  summary: 'a list of as many items, each matched by another one, in any order',
  schema: { anyOf: [{ type: 'array', items: NESTED_SCHEMA }, { type: 'string' }] },
  example: 'body: { tags: { $unordered: [new, sale] } }',
  compile(argument, scope) {
    if (!Array.isArray(argument) && !(typeof argument === 'string' && isTemplateText(argument))) {
      return refuseArgument(
        scope,
        `"$unordered" takes a list, not ${typeWord(argument)}`,
        'write { $unordered: [a, b] }',
      );
    }
    const items = compileItems(argument, scope, scope.known?.items);
    return items && unorderedCheck(items, scope.place);
  },
};

function unorderedCheck(items: ExpectedItems, place: Place): Check {
  return {
    uses: items.uses,

    matches(value, scope, runtime) {
      if (!Array.isArray(value)) return false;
      const wanted = items.list(scope, runtime);
      if (wanted.length !== value.length) return false;
      const checks = wanted.map((item) => item.check);
      return assign(checks, value, { scope, runtime })?.includes(NONE) === false;
    },

    explain(value, walk) {
      const wanted = items.list(walk.scope, walk.runtime);
      const expected = { $unordered: wanted.map((item) => shownItem(item, walk.scope, walk.runtime)) };
      const add = (message: string): void => addDifference(walk, place, { expected, received: value, message });
      if (!Array.isArray(value)) {
        add(expectedKind(`a list of ${count(wanted.length, 'item')}`, value));
        return;
      }
      const unmatched = findUnmatched(wanted, value, walk);
      if (value.length !== wanted.length) {
        const left = [...(unmatched?.left ?? [])]
          .slice(0, LEFT_SHOWN)
          .map(([index, item]) => `[${index}] ${shorten(item, 40)}`);
        const surplus = value.length > wanted.length && left.length > 0 ? `; left over: ${someOf(left)}` : '';
        add(`expected ${count(wanted.length, 'item')}, received ${value.length}${surplus}`);
      }
      if (!unmatched) add(tooManyPairs(wanted, value));
      else for (const { message } of unmatched.missing) add(message);
    },
  };
}

/** More are counted nowhere: the lengths are told. */
const LEFT_SHOWN = 3;
