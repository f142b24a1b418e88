import { assert } from 'chai';
import { compileYaml, differenceLines, itMatches, itReports, runtime } from '../support.ts';

describe('$contains', () => {
  describe('in a text', () => {
    itMatches([
      ['{ $contains: bc }', 'abcd'],
      ['{ $contains: "" }', ''],
      ['{ $contains: x }', 'abc', 'expected a text with "x" in it, received "abc"'],
      ['{ $contains: [a, c] }', 'abc'],
      [
        '{ $contains: [a, x, y] }',
        'abc',
        'expected a text with "x" in it, received "abc"',
        'expected a text with "y" in it, received "abc"',
      ],
      ['{ $contains: 5 }', '5', 'expected a list with an item 5, received "5" (a string)'],
      ['{ $contains: "${row.name}" }', 'a pencil'],
      ['{ $contains: "${row.id}" }', '7', 'expected a list with an item 7, received "7" (a string)'],
      ['{ $contains: ["${row.name}", x] }', 'a pencil', 'expected a text with "x" in it, received "a pencil"'],
    ]);
  });

  describe('in a list', () => {
    itMatches([
      ['{ $contains: 2 }', [1, 2]],
      ['{ $contains: null }', [1, null]],
      ['{ $contains: 2 }', ['2'], 'expected an item 2, received ["2"]'],
      ['{ $contains: { id: 7 } }', [{ id: 1 }, { id: 7, name: 'pen' }]],
      ['{ $contains: { $gt: 3 } }', [1, 5]],
      ['{ $contains: { $gt: 3 } }', [1, 2], 'expected an item that matches {"$gt": 3}, received [1, 2]'],
      ['{ $contains: [1, 2] }', [3, 2, 1]],
      ['{ $contains: [2, 2] }', [1, 2], 'expected an item 2, received [1, 2]'],
      ['{ $contains: [[1, 2]] }', [[1, 2], 3]],
      ['{ $contains: [{ $gt: 0 }, 5] }', [5, 1]],
      ['{ $contains: pencil }', ['cup', 'pencill'], 'expected an item "pencil", the closest is "pencill"'],
      [
        '{ $contains: { id: 7, name: pen } }',
        [{ id: 1 }, 3, { id: 7, name: 'cup' }],
        'expected an item that matches {"id": 7, "name": "pen"}, the closest is [2]: name: expected "pen", received "cup"',
      ],
      [
        '{ $contains: { id: 7, name: pen } }',
        [{}],
        'expected an item that matches {"id": 7, "name": "pen"}, the closest is [0]: id: expected 7, received nothing (and 1 more)',
      ],
      ['{ $contains: "${row.tags}" }', ['b', 'c', 'a']],
      [
        '{ $contains: "${row.part}" }',
        [{ a: 2 }],
        'expected an item that matches {"a": 1}, the closest is [0]: a: expected 1, received 2',
      ],
      ['{ $contains: { name: "${row.name}" } }', [{ name: 'pen' }]],
      [
        '{ $exact: { $contains: { a: 1 } } }',
        [{ a: 1, b: 2 }],
        'expected an item that matches {"a": 1}, the closest is [0]: expected no other keys, received "b"',
      ],
    ]);

    it('says so when there are too many pairs to compare', () => {
      const list = Array.from({ length: 600_000 }, () => ({}));
      assert.deepEqual(differenceLines('{ $contains: [{ a: 1 }, { b: 1 }] }', list), [
        'expected 2 items somewhere in a list of 600000: too many to compare',
      ]);
    });
  });

  describe('in a map', () => {
    itMatches([
      ['{ $contains: { a: 1 } }', { a: 1, b: 2 }],
      ['{ $contains: { a: 1 } }', { a: 2 }, 'a: expected 1, received 2'],
      ['{ $contains: [{ a: 1 }, { b: 2 }] }', { a: 1, b: 3 }, 'b: expected 2, received 3'],
      ['{ $contains: a }', { a: 1 }, 'expected "a", received {"a": 1}'],
    ]);
  });

  itMatches([
    ['{ $contains: a }', 5, 'expected a text, list or map that contains "a", received 5 (a number)'],
    ['{ $contains: null }', null, 'expected a text, list or map that contains null, received null'],
  ]);
  itReports([
    ['{ $contains: [] }', '1:14 bad-matcher: "$contains" takes at least one item | for an empty list write []'],
    ['{ $contains: [{ $gt: [] }] }', '1:22 bad-matcher: "$gt" takes a number or a text, not a list'],
  ]);

  it('finds every item of an empty list that an expression gave', () => {
    const { matcher } = compileYaml('{ $contains: "${list}" }');
    assert.deepEqual(matcher?.differences(['a'], { list: [] }, runtime), []);
    assert.deepEqual(
      matcher?.differences(5, { list: [] }, runtime).map((difference) => difference.message),
      ['expected a text, list or map, received 5 (a number)'],
    );
  });
});
