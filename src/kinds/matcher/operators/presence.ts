/** `$absent` and `$any`: whether something is there at all; `null` is something. */

import { shorten } from '../../../core/shorten.ts';
import type { Check } from '../check.ts';
import { leafCheck, NO_NAMES } from '../check.ts';
import { type Operator, type OperatorScope, refuseArgument } from '../operator.ts';

export const ABSENT: Operator = {
  name: '$absent',
  summary: 'true: the key is not there (null is there); false: it is',
  schema: { type: 'boolean' },
  example: 'body: { password: { $absent: true } }',
  compile(argument, scope) {
    if (typeof argument !== 'boolean') {
      return refuseArgument(scope, `"$absent" takes true or false, not ${shorten(argument)}`);
    }
    return argument ? absentCheck(scope) : presentCheck(scope, { $absent: false });
  },
};

export const ANY: Operator = {
  name: '$any',
  summary: 'there, whatever it is, null too',
  schema: { const: true },
  example: 'body: { id: { $any: true } }',
  compile(argument, scope) {
    if (argument !== true) {
      return refuseArgument(
        scope,
        `"$any" takes true, not ${shorten(argument)}`,
        'for a key that is not there write { $absent: true }',
      );
    }
    return presentCheck(scope, { $any: true });
  },
};

function absentCheck({ place }: OperatorScope): Check {
  return leafCheck({
    place,
    uses: NO_NAMES,
    matches: (value) => value === undefined,
    finding: (value) => ({ expected: { $absent: true }, message: `expected nothing, received ${shorten(value)}` }),
  });
}

function presentCheck({ place }: OperatorScope, expected: unknown): Check {
  return leafCheck({
    place,
    uses: NO_NAMES,
    matches: (value) => value !== undefined,
    finding: () => ({ expected, message: 'expected any value, received nothing' }),
  });
}
