/** `$not`: anything that the matcher inside does not match. */

import { shorten } from '../../../core/shorten.ts';
import { leafCheck } from '../check.ts';
import { NESTED_SCHEMA, type Operator } from '../operator.ts';

export const NOT: Operator = {
  name: '$not',
  summary: 'anything that the matcher inside does not match, absent included',
  schema: NESTED_SCHEMA,
  example: 'header: { server: { $not: { $regex: "(?i)apache" } } }',
  compile(argument, { nested, place, known }) {
    const check = nested(argument, { place, known });
    if (!check) return undefined;
    return leafCheck({
      place,
      uses: check.uses,
      matches: (value, scope, runtime) => !check.matches(value, scope, runtime),
      finding: (value, { scope, runtime }) => {
        const unwanted = check.plain ? check.plain(scope, runtime) : argument;
        return {
          expected: { $not: unwanted },
          message: `expected anything but ${shorten(unwanted)}, received ${shorten(value)}`,
        };
      },
    });
  },
};
