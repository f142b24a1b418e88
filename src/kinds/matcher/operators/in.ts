/** `$in`: one of a list of plain values. */

import { nearest } from '../../../core/nearest.ts';
import { shorten } from '../../../core/shorten.ts';
import { type Check, leafCheck } from '../check.ts';
import { isTemplateText } from '../operand.ts';
import { type Operator, refuseArgument } from '../operator.ts';
import { matchesData } from '../plain/data.ts';
import { expectedReceived, someOf, typeWord } from '../wording.ts';

export const IN: Operator = {
  name: '$in',
  summary: 'equal to one of the values in a list of plain data',
  schema: { type: ['array', 'string'] },
  example: 'query: { sort: { $in: [name, price] } }',
  compile(argument, scope) {
    const isList = Array.isArray(argument);
    if (!isList && !(typeof argument === 'string' && isTemplateText(argument))) {
      return refuseArgument(scope, `"$in" takes a list, not ${typeWord(argument)}`, 'write { $in: [a, b] }');
    }
    const operand = scope.operand();
    if (!operand) return undefined;
    const list = operand.constant?.value;
    return leafCheck({
      place: scope.place,
      uses: operand.uses,
      matches: Array.isArray(list)
        ? constantTest(list)
        : (value, names, runtime) => isAmong(value, operand.value(names, runtime)),
      finding(value, walk) {
        const allowed = operand.value(walk.scope, walk.runtime);
        return { expected: { $in: allowed }, message: explain(value, allowed) };
      },
    });
  },
};

function constantTest(list: readonly unknown[]): Check['matches'] {
  if (!list.every(isScalar)) return (value) => isAmong(value, list);
  const values = new Set<unknown>(list);
  return (value) => values.has(value ?? null);
}

function isScalar(value: unknown): boolean {
  return typeof value !== 'object' || value === null;
}

function isAmong(value: unknown, list: unknown): boolean {
  if (!Array.isArray(list)) return false;
  for (const item of list) if (matchesData(item, value, 'whole')) return true;
  return false;
}

function explain(value: unknown, allowed: unknown): string {
  if (!Array.isArray(allowed)) return `there is no list to look in: the expression gave ${shorten(allowed)}`;
  if (allowed.length === 0) return `expected one of an empty list, received ${shorten(value)}`;
  const texts = allowed.filter((item) => typeof item === 'string');
  const near = typeof value === 'string' ? nearest(value, texts) : undefined;
  const choice = someOf(
    allowed.map((item) => shorten(item, 40)),
    { max: 8, last: 'or' },
  );
  const message = expectedReceived(allowed.length === 1 ? choice : `one of ${choice}`, value);
  return near === undefined ? message : `${message}; the nearest is ${shorten(near)}`;
}
