/** `$regex`: a text in which a pattern is found (RE2 syntax, linear time, anywhere unless anchored). */

import { compilePattern } from '../../../core/pattern.ts';
import { shorten } from '../../../core/shorten.ts';
import { leafCheck, NO_NAMES } from '../check.ts';
import { type Operator, refuseArgument } from '../operator.ts';
import { expectedKind, typeWord } from '../wording.ts';

export const REGEX: Operator = {
  name: '$regex',
  summary: 'a text in which the pattern is found (RE2 syntax); `^` and `$` tie it to the ends',
  schema: { type: 'string' },
  example: 'header: { location: { $regex: "^/shop/goods/\\\\d+$" } }',
  compile(argument, scope) {
    const { place, report } = scope;
    if (typeof argument !== 'string') {
      return refuseArgument(scope, `"$regex" takes a text, not ${typeWord(argument)}`, 'write { $regex: "^a" }');
    }
    if (argument.includes('${')) {
      const hint = 'write the pattern out, or use an expression that compares';
      const offset = argument.indexOf('${');
      report(
        place.problem('bad-pattern', 'a pattern is never put together from expressions', { hint, offset, length: 2 }),
      );
      return undefined;
    }
    const pattern = compilePattern(argument);
    if ('error' in pattern) {
      report(place.problem('bad-pattern', `the pattern ${shorten(argument)} is not in RE2 syntax: ${pattern.error}`));
      return undefined;
    }
    return leafCheck({
      place,
      uses: NO_NAMES,
      matches: (value) => typeof value === 'string' && pattern.test(value),
      finding: (value) => ({
        expected: { $regex: argument },
        message:
          typeof value === 'string'
            ? `expected a match of ${shorten(argument)}, received ${shorten(value)}`
            : expectedKind(`a text that matches ${shorten(argument)}`, value),
      }),
    });
  },
};
