/** A bare expression under `expect`, `until` or `receive`: what is told when it is not true. */

import { ExpressionError } from '../../core/errors.ts';
import { pointer } from '../../core/pointer.ts';
import type { Runtime, Scope } from '../../core/runtime.ts';
import { shorten } from '../../core/shorten.ts';
import {
  compileCondition,
  describeFalsePart,
  type ExpressionContext,
  explainCondition,
  type FalsePart,
} from '../../expression/index.ts';
import type { Located } from '../../spec/route-spec.ts';
import type { ExpectationFailure } from '../compiled-suite.ts';
import { plainMessage } from './failures.ts';

/** None where it is true. Pointers begin at the scope: `/body/data/name`. */
export type ConditionLook = (scope: Scope, runtime: Runtime) => readonly ExpectationFailure[];

/** Undefined when a problem was reported. */
export function compileConditionLook(
  { value, place }: Located<string>,
  context: ExpressionContext,
): ConditionLook | undefined {
  const condition = compileCondition(value, place, context);
  if (!condition) return undefined;
  const { names } = context;
  return (scope, runtime) => {
    try {
      if (condition.test(scope, runtime)) return [];
    } catch (error) {
      if (!(error instanceof ExpressionError)) throw error;
      const message = `${value.trim()} cannot be evaluated: ${plainMessage(error)}`;
      return [{ origin: error.origin, message, differences: [] }];
    }
    const parts = explainCondition(value, { place, names }, { scope, runtime });
    if (parts.length === 0) {
      return [{ origin: condition.origin, message: `${value.trim()} is not true`, differences: [] }];
    }
    return parts.map((part) => ({
      origin: place.origin({ offset: part.offset, length: part.text.length }),
      message: describeFalsePart(part),
      differences: differencesOf(part),
    }));
  };
}

interface Comparison {
  /** As a matcher has it; undefined is the plain value. */
  readonly matcher: string | undefined;
  readonly words: string;
  /** The same comparison with its sides exchanged. */
  readonly flipped: string;
}

const COMPARISONS: Readonly<Record<string, Comparison>> = {
  '==': { matcher: undefined, words: '', flipped: '==' },
  '!=': { matcher: '$ne', words: 'anything but ', flipped: '!=' },
  '<': { matcher: '$lt', words: 'less than ', flipped: '>' },
  '<=': { matcher: '$lte', words: 'at most ', flipped: '>=' },
  '>': { matcher: '$gt', words: 'more than ', flipped: '<' },
  '>=': { matcher: '$gte', words: 'at least ', flipped: '<=' },
  in: { matcher: '$in', words: 'one of ', flipped: 'contains' },
  contains: { matcher: '$contains', words: 'a list or map with ', flipped: 'in' },
};

/** Of a comparison of a part of the answer. */
function differencesOf({ comparison, operands }: FalsePart): ExpectationFailure['differences'] {
  const [left, right] = operands;
  const compared = COMPARISONS[comparison ?? ''];
  if (!left || !right || !compared) return [];
  const leftAt = pointerOf(left.text);
  const rightAt = pointerOf(right.text);
  const isFlipped = leftAt === undefined && rightAt !== undefined;
  const at = isFlipped ? rightAt : leftAt;
  const told = isFlipped ? COMPARISONS[compared.flipped] : compared;
  if (at === undefined || !told) return [];
  const expected = isFlipped ? left.value : right.value;
  const received = isFlipped ? right.value : left.value;
  return [
    {
      pointer: at,
      expected: told.matcher === undefined ? expected : { [told.matcher]: expected },
      received,
      message: `expected ${told.words}${shorten(expected)}, received ${shorten(received)}`,
    },
  ];
}

const MEMBER = /\.([A-Za-z_]\w*)|\[(\d+)\]|\["([^"\\]*)"\]|\['([^'\\]*)'\]/y;

/** `body.items[0].id` is `/body/items/0/id`; undefined for what is no part of an answer or a message. */
function pointerOf(path: string): string | undefined {
  const [root = ''] = /^(status|header|cookie|body|time|message)(?!\w)/.exec(path) ?? [];
  if (root === '') return undefined;
  const keys: string[] = [];
  MEMBER.lastIndex = root.length;
  while (MEMBER.lastIndex < path.length) {
    const found = MEMBER.exec(path);
    if (!found) return undefined;
    const key = found[1] ?? found[2] ?? found[3] ?? found[4] ?? '';
    keys.push(root === 'header' ? key.toLowerCase() : key);
  }
  return pointer(root, ...keys);
}
