/** `$len`: how many characters a text, items a list, keys a map, bytes a binary message has. */

import { isObject, type Json } from '../../../core/json.ts';
import { shorten } from '../../../core/shorten.ts';
import { addDifference, type Check, explainAside } from '../check.ts';
import { isMap } from '../is-map.ts';
import { literalKey } from '../literal-key.ts';
import { isTemplateText } from '../operand.ts';
import { NESTED_SCHEMA, type Operator, refuseArgument } from '../operator.ts';
import { expectedKind, typeWord } from '../wording.ts';

export const LEN: Operator = {
  name: '$len',
  summary: 'the number of characters (Unicode code points), items, keys or bytes: a number, or a matcher for it',
  schema: { anyOf: [{ type: 'integer', minimum: 0 }, { type: 'string' }, NESTED_SCHEMA] },
  example: 'body: { items: { $len: 3 }, name: { $len: { $lte: 40 } } }',
  compile(argument, scope) {
    if (!isLength(argument)) {
      const told =
        typeof argument === 'number' || typeof argument === 'string' ? shorten(argument) : typeWord(argument);
      const hint = 'write { $len: 3 } or { $len: { $gte: 1 } }';
      return refuseArgument(scope, `"$len" takes a whole number or a matcher for one, not ${told}`, hint);
    }
    const nested = scope.nested(argument, { place: scope.place, known: undefined });
    return nested && lengthCheck(nested);

    function lengthCheck(check: Check): Check {
      return {
        uses: check.uses,
        matches(value, names, runtime) {
          const length = lengthOf(value);
          return length !== undefined && check.matches(length, names, runtime);
        },
        explain(value, walk) {
          const length = lengthOf(value);
          const expected = { $len: argument };
          if (length === undefined) {
            const message = expectedKind('a text, a list or a map with a length', value);
            addDifference(walk, scope.place, { expected, received: value, message });
            return;
          }
          for (const { message } of explainAside(check, length, walk)) {
            addDifference(walk, scope.place, { expected, received: value, message: `length: ${message}` });
          }
        },
      };
    }
  },
};

function isLength(argument: Json): boolean {
  if (typeof argument === 'number') return Number.isInteger(argument) && argument >= 0;
  if (typeof argument === 'string') return isTemplateText(argument);
  const keys = isObject(argument) ? Object.keys(argument) : [];
  return keys.some((key) => literalKey(key) === undefined);
}

/** Undefined for what has no length. */
function lengthOf(value: unknown): number | undefined {
  if (typeof value === 'string') return codePoints(value);
  if (Array.isArray(value) || value instanceof Uint8Array) return value.length;
  return isMap(value) ? Object.keys(value).length : undefined;
}

function codePoints(text: string): number {
  let amount = text.length;
  for (let index = 1; index < text.length; index++) {
    if (isSurrogate(text.charCodeAt(index), 0xdc00) && isSurrogate(text.charCodeAt(index - 1), 0xd800)) amount--;
  }
  return amount;
}

/** High surrogates begin at 0xd800, low ones at 0xdc00. */
function isSurrogate(unit: number, first: number): boolean {
  return unit >= first && unit < first + 0x400;
}
