import { itMatches, itReports } from '../support.ts';

describe('$not', () => {
  itMatches([
    ['{ $not: 5 }', 6],
    ['{ $not: 5 }', 5, 'expected anything but 5, received 5'],
    ['{ $not: null }', undefined, 'expected anything but null, received nothing'],
    ['{ $not: { $in: [a, b] } }', 'a', 'expected anything but {"$in": ["a", "b"]}, received "a"'],
    ['{ a: { $not: { $regex: "^x" } } }', {}],
    ['{ $not: { $not: 5 } }', 5],
    ['{ $not: { a: 1 } }', { a: 1, b: 2 }, 'expected anything but {"a": 1}, received {"a": 1, "b": 2}'],
    ['{ $not: "${row.name}" }', 'pen', 'expected anything but "pen", received "pen"'],
  ]);
  itReports([
    [
      '{ $not: { $x: 1 } }',
      '1:11 unknown-matcher: there is no matcher "$x" | write "$$x" for a key that is called "$x"',
    ],
  ]);
});
