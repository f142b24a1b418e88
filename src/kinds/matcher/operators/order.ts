/** `$gt $gte $lt $lte`: numbers by size, texts in the order of their characters (so ISO times of one zone by time). */

import { shorten } from '../../../core/shorten.ts';
import { type Check, leafCheck } from '../check.ts';
import { type Operator, refuseArgument } from '../operator.ts';
import { expectedKind, expectedReceived, typeWord } from '../wording.ts';

type Holds = (value: number | string, bound: number | string) => boolean;

export const GT = order('$gt', 'more than', { example: 'body: { price: { $gt: 0 } }', holds: (a, b) => a > b });
export const GTE = order('$gte', 'at least', { example: 'body: { age: { $gte: 18 } }', holds: (a, b) => a >= b });
export const LT = order('$lt', 'less than', {
  example: 'body: { day: { $lt: "2030-01-01" } }',
  holds: (a, b) => a < b,
});
export const LTE = order('$lte', 'at most', { example: 'query: { limit: { $lte: 100 } }', holds: (a, b) => a <= b });

function order(name: Operator['name'], words: string, { example, holds }: { example: string; holds: Holds }): Operator {
  return {
    name,
    summary: `${words}: a number, or a text in the order of its characters`,
    schema: { type: ['number', 'string'] },
    example,
    compile(argument, scope) {
      if (!isBound(argument)) {
        return refuseArgument(scope, `"${name}" takes a number or a text, not ${typeWord(argument)}`);
      }
      const operand = scope.operand();
      if (!operand) return undefined;
      const constant = operand.constant?.value;
      return leafCheck({
        place: scope.place,
        uses: operand.uses,
        matches: isBound(constant)
          ? constantTest(constant, holds)
          : (value, names, runtime) => compares(value, operand.value(names, runtime), holds),
        finding(value, walk) {
          const bound = operand.value(walk.scope, walk.runtime);
          return { expected: { [name]: bound }, message: explain(value, bound, words) };
        },
      });
    },
  };
}

function isBound(argument: unknown): argument is number | string {
  return typeof argument === 'number' || typeof argument === 'string';
}

function constantTest(bound: number | string, holds: Holds): Check['matches'] {
  return typeof bound === 'number'
    ? (value) => typeof value === 'number' && holds(value, bound)
    : (value) => typeof value === 'string' && holds(value, bound);
}

function compares(value: unknown, bound: unknown, holds: Holds): boolean {
  return isBound(value) && isBound(bound) && typeof value === typeof bound && holds(value, bound);
}

function explain(value: unknown, bound: unknown, words: string): string {
  if (!isBound(bound)) return `there is nothing to compare with: the expression gave ${shorten(bound)}`;
  if (typeof value === typeof bound) return expectedReceived(`${words} ${shorten(bound)}`, value);
  return expectedKind(`${typeWord(bound)}, ${words} ${shorten(bound)}`, value);
}
