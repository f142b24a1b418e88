import { itMatches, itReports } from '../support.ts';

describe('$exact', () => {
  itMatches([
    ['{ $exact: { a: 1 } }', { a: 1 }],
    ['{ $exact: { a: 1 } }', { a: 1, b: 2 }, 'expected no other keys, received "b"'],
    ['{ $exact: { a: { $type: integer } } }', { a: 3 }],
    ['{ $exact: { a: [{ b: 1 }] } }', { a: [{ b: 1, c: 2 }] }, 'a[0]: expected no other keys, received "c"'],
    ['{ $exact: { a: { $not: { b: 1 } } } }', { a: { b: 1, c: 2 } }],
    ['{ $exact: { a: null } }', {}],
    ['{ $exact: {} }', { a: null }, 'expected no other keys, received "a"'],
    ['{ a: { $exact: { b: 1 } }, c: { d: 1 } }', { a: { b: 1 }, c: { d: 1, e: 2 } }],
    ['{ $exact: { toString: null } }', {}],
    [
      '{ $exact: { name: a } }',
      { nmae: 'a' },
      'name: expected "a", received nothing; there is "nmae"',
      'expected no other keys, received "nmae"',
    ],
    [
      '{ $exact: {} }',
      Object.fromEntries(Array.from({ length: 50_000 }, (_, index) => [`k${index}`, 1])),
      'expected no other keys, received "k0", "k1", "k2" and 49997 more',
    ],
    ['{ $exact: 5 }', 5],
  ]);
  itReports([
    [
      '{ $exact: { a: { $x: 1 } } }',
      '1:18 unknown-matcher: there is no matcher "$x" | write "$$x" for a key that is called "$x"',
    ],
  ]);
});
