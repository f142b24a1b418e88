import { itMatches, itReports } from '../support.ts';

describe('$absent', () => {
  itMatches([
    ['{ a: { $absent: true } }', {}],
    ['{ a: { $absent: true } }', { a: null }, 'a: expected nothing, received null'],
    ['{ a: { $absent: false } }', { a: null }],
    ['{ a: { $absent: false } }', {}, 'a: expected any value, received nothing'],
    ['{ constructor: { $absent: true } }', {}],
  ]);
  itReports([['{ $absent: "yes" }', '1:12 bad-matcher: "$absent" takes true or false, not "yes"']]);
});

describe('$any', () => {
  itMatches([
    ['{ a: { $any: true } }', { a: null }],
    ['{ a: { $any: true } }', { a: [] }],
    ['{ a: { $any: true } }', {}, 'a: expected any value, received nothing'],
    ['{ name: { $any: true } }', { nmae: 1 }, 'name: expected any value, received nothing; there is "nmae"'],
  ]);
  itReports([
    [
      '{ $any: false }',
      '1:9 bad-matcher: "$any" takes true, not false | for a key that is not there write { $absent: true }',
    ],
  ]);
});
