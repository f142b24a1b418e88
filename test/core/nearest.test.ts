import { assert } from 'chai';
import { didYouMean, editDistance, nearest } from '../../src/core/nearest.ts';

const words = ['when', 'status', 'headers', 'cookies', 'data', 'delay', 'envelope'];

const rows: readonly (readonly [
  title: string,
  word: string,
  candidates: readonly string[],
  found: string | undefined,
])[] = [
  ['two letters that changed places', 'whne', words, 'when'],
  ['a letter too few', 'stats', words, 'status'],
  ['a letter too many', 'headerss', words, 'headers'],
  ['a wrong letter', 'cookles', words, 'cookies'],
  ['the other case', 'STATUS', words, 'status'],
  ['the other case of one letter', 'A', ['b', 'a'], 'a'],
  ['two letters that changed places in a word of two', 'di', ['id'], 'id'],
  ['the nearer of two', 'dely', ['deny', 'rely', 'delay'], 'deny'],
  ['the first of two equally near', 'cat', ['bat', 'hat'], 'bat'],
  ['a third of a long word', 'enveolpp', words, 'envelope'],
  ['nothing for what is far off', 'response', words, undefined],
  ['nothing for more than a third', 'wxyn', words, undefined],
  ['nothing for one letter that is another', 'a', ['b', 'c'], undefined],
  ['nothing for the empty word', '', ['a', 'b'], undefined],
  ['nothing without candidates', 'when', [], undefined],
  ['not the word itself', 'when', ['when'], undefined],
  ['names that every object inherits', 'constructr', ['constructor'], 'constructor'],
  ['nothing for a word of 100,000 letters', 'x'.repeat(100_000), words, undefined],
];

describe('nearest', () => {
  for (const [title, word, candidates, found] of rows) {
    it(`finds ${title}`, () => {
      assert.strictEqual(nearest(word, candidates), found);
    });
  }

  it('takes any iterable', () => {
    assert.strictEqual(nearest('whne', new Map([['when', 1]]).keys()), 'when');
  });
});

describe('didYouMean', () => {
  it('asks, or says nothing', () => {
    assert.deepEqual([didYouMean('whne', words), didYouMean('xyz', words)], ['did you mean "when"?', undefined]);
  });
});

const distances: readonly (readonly [a: string, b: string, distance: number])[] = [
  ['', '', 0],
  ['', 'abc', 3],
  ['abc', '', 3],
  ['abc', 'abc', 0],
  ['abc', 'acb', 1],
  ['abcd', 'badc', 2],
  ['ca', 'abc', 3],
  ['kitten', 'sitting', 3],
  ['flaw', 'lawn', 2],
];

describe('editDistance', () => {
  for (const [a, b, distance] of distances) {
    it(`counts ${distance} between "${a}" and "${b}", whichever comes first`, () => {
      assert.deepEqual([editDistance(a, b), editDistance(b, a)], [distance, distance]);
    });
    it(`never tells more than a limit between "${a}" and "${b}"`, () => {
      for (let limit = 0; limit <= 4; limit++) assert.strictEqual(editDistance(a, b, limit), Math.min(distance, limit));
    });
  }
});
