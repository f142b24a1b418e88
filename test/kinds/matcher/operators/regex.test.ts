import { assert } from 'chai';
import { differenceLines, itMatches, itReports } from '../support.ts';

describe('$regex', () => {
  itMatches([
    ['{ $regex: "b" }', 'abc'],
    ['{ $regex: "^b" }', 'abc', 'expected a match of "^b", received "abc"'],
    ['{ $regex: "(?i)ABC" }', 'xabcx'],
    ['{ $regex: "^.$" }', '😀'],
    ['{ $regex: "" }', ''],
    ['{ $regex: "5" }', 5, 'expected a text that matches "5", received 5 (a number)'],
    ['{ $regex: "null" }', null, 'expected a text that matches "null", received null'],
    ['{ $regex: "" }', undefined, 'expected a text that matches "", received nothing'],
  ]);

  it('runs in linear time on a pattern that backtracks elsewhere', () => {
    const text = `${'a'.repeat(20_000)}!`;
    assert.lengthOf(differenceLines('{ $regex: "^(a+)+$" }', text), 1);
  });

  itReports([
    ['{ $regex: 5 }', '1:11 bad-matcher: "$regex" takes a text, not a number | write { $regex: "^a" }'],
    [
      '{ $regex: "ab${row.x}" }',
      '1:14 bad-pattern: a pattern is never put together from expressions | write the pattern out, or use an expression that compares',
    ],
    [
      '{ $regex: "(?=a)" }',
      '1:11 bad-pattern: the pattern "(?=a)" is not in RE2 syntax: invalid or unsupported Perl syntax: `(?=`',
    ],
    ['{ $regex: "(a" }', '1:11 bad-pattern: the pattern "(a" is not in RE2 syntax: missing closing ): `(a`'],
  ]);
});
