/** A plain text, number or boolean, or `null`, which matches null and absent. */

import type { Place } from '../../../core/problem.ts';
import { shorten } from '../../../core/shorten.ts';
import { type Check, leafCheck, NO_NAMES } from '../check.ts';
import { expectedReceived } from '../wording.ts';

export type Scalar = string | number | boolean | null;

export function scalarCheck(expected: Scalar, place: Place): Check {
  const words = expected === null ? 'null or nothing' : shorten(expected);
  const check = leafCheck({
    place,
    uses: NO_NAMES,
    matches: expected === null ? isNull : (value) => value === expected,
    finding: (value) => ({ expected, message: expectedReceived(words, value) }),
  });
  return { ...check, plain: () => expected };
}

function isNull(value: unknown): boolean {
  return value === null || value === undefined;
}
