import { assert } from 'chai';
import { differenceLines, itMatches, itReports } from '../support.ts';

describe('$unordered', () => {
  itMatches([
    ['{ $unordered: [] }', []],
    ['{ $unordered: [a, b] }', ['b', 'a']],
    ['{ $unordered: [1, 1, 2] }', [1, 2, 1]],
    ['{ $unordered: [1, 1, 2] }', [1, 2, 2], 'expected an item 1, received [1, 2, 2]'],
    ['{ $unordered: [{ $gt: 0 }, { $gt: 5 }] }', [6, 1]],
    ['{ $unordered: [{ $any: true }, { a: 1 }, { b: 1 }] }', [{ a: 1, b: 1 }, { b: 1 }, 5]],
    [
      '{ $unordered: [{ a: 1 }, { b: 1 }] }',
      [{ a: 1, b: 1 }, { c: 1 }],
      'expected an item that matches {"b": 1}, the closest is [1]: b: expected 1, received nothing',
    ],
    ['{ $unordered: [a, b] }', ['a', 'b', 'c'], 'expected 2 items, received 3; left over: [2] "c"'],
    ['{ $unordered: [a, b] }', ['b'], 'expected 2 items, received 1', 'expected an item "a", received ["b"]'],
    ['{ $unordered: [a] }', 'a', 'expected a list of 1 item, received "a" (a string)'],
    ['{ $unordered: [null] }', [null]],
    ['{ $unordered: "${row.tags}" }', ['b', 'a']],
    ['{ $unordered: "${row.tags}" }', ['b', 'c'], 'expected an item "a", received ["b", "c"]'],
    ['{ $unordered: ["${row.id}", 1] }', [1, 7]],
  ]);
  itReports([
    ['{ $unordered: a }', '1:15 bad-matcher: "$unordered" takes a list, not a string | write { $unordered: [a, b] }'],
    [
      '{ $unordered: [{ $typ: string }, { $gt: [] }] }',
      '1:18 unknown-matcher: there is no matcher "$typ" | did you mean "$type"?',
      '1:41 bad-matcher: "$gt" takes a number or a text, not a list',
    ],
  ]);

  it('compares long lists of scalars without comparing every pair', () => {
    const numbers = Array.from({ length: 100_000 }, (_, index) => index);
    const text = `{ $unordered: [${numbers.join(', ')}] }`;
    assert.deepEqual(differenceLines(text, numbers.toReversed()), []);
  });
});
