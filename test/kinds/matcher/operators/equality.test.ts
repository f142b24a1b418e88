import { itMatches, itReports } from '../support.ts';

describe('$eq', () => {
  itMatches([
    ['{ $eq: hello }', 'hello'],
    ['{ $eq: 1 }', 1.0],
    ['{ $eq: 1 }', '1', 'expected 1, received "1" (a string)'],
    ['{ $eq: null }', null],
    ['{ $eq: null }', undefined],
    ['{ $eq: { a: 1, b: [1, { c: 2 }] } }', { b: [1, { c: 2 }], a: 1 }],
    ['{ $eq: { a: 1 } }', { a: 1, b: 2, c: 3 }, 'expected no other keys, received "b" and "c"'],
    [
      '{ $eq: { a: { b: 1 } } }',
      { a: { b: 2, d: 1 } },
      'a.b: expected 1, received 2',
      'a: expected no other keys, received "d"',
    ],
    ['{ $eq: [1, 2] }', [2, 1], '[0]: expected 1, received 2', '[1]: expected 2, received 1'],
    ['{ $eq: {} }', undefined, 'expected a map, received nothing'],
    ['{ $eq: { $$gt: 1 } }', { $gt: 1 }],
    ['{ $eq: { a: "${row.id}" } }', { a: 7 }],
    ['{ $eq: { a: "${row.id}" } }', { a: 7, b: 1 }, 'expected no other keys, received "b"'],
    ['{ $eq: { constructor: null } }', {}],
  ]);
  itReports([
    [
      '{ $eq: { a: [{ $gt: 1 }] } }',
      '1:16 bad-matcher: no matcher works inside plain data: "$gt" | use "$exact" for data with matchers inside, or write "$$gt" for a key of that name',
    ],
    ['{ $eq: "${!}" }', '1:8 expression-syntax: it does not parse'],
  ]);
});

describe('$ne', () => {
  itMatches([
    ['{ $ne: 1 }', 2],
    ['{ $ne: 1 }', '1'],
    ['{ $ne: 1 }', undefined],
    ['{ $ne: 1 }', 1, 'expected anything but 1, received that'],
    ['{ $ne: null }', 0],
    ['{ $ne: null }', undefined, 'expected anything but null, received nothing'],
    ['{ $ne: { a: 1 } }', { a: 1, b: 2 }],
    ['{ $ne: { a: null } }', {}, 'expected anything but {"a": null}, received {}'],
    ['{ $ne: "${row.name}" }', 'pen', 'expected anything but "pen", received that'],
  ]);
  itReports([
    [
      '{ $ne: { $in: [1] } }',
      '1:10 bad-matcher: no matcher works inside plain data: "$in" | use "$exact" for data with matchers inside, or write "$$in" for a key of that name',
    ],
  ]);
});
