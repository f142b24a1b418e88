import { assert } from 'chai';
import { createRandom, type Random, randomInteger } from '../../src/core/random.ts';

function draw(random: Random, amount: number): number[] {
  return Array.from({ length: amount }, () => random.next());
}

/** Draws the same number for ever. */
const always = (value: number): Random => ({ next: () => value });
const LAST = 1 - 2 ** -32;

describe('createRandom', () => {
  it('repeats its stream for a seed', () => {
    assert.deepEqual(draw(createRandom(42), 100), draw(createRandom(42), 100));
  });

  it('keeps the stream that it has always had', () => {
    assert.deepEqual(draw(createRandom(0), 2), [0.26642920868471265, 0.0003297457005828619]);
    assert.deepEqual(draw(createRandom(1), 2), [0.6270739405881613, 0.002735721180215478]);
  });

  it('gives neighbouring seeds streams of their own', () => {
    const firsts = Array.from({ length: 1000 }, (_, seed) => createRandom(seed).next());
    assert.strictEqual(new Set(firsts).size, 1000);
  });

  it('takes any number as a seed', () => {
    for (const seed of [-1, 0.5, 2 ** 40 + 1, Number.NaN, Number.POSITIVE_INFINITY]) {
      for (const value of draw(createRandom(seed), 100)) assert.isTrue(value >= 0 && value < 1);
    }
  });

  it('spreads its numbers evenly', () => {
    const buckets = new Array<number>(10).fill(0);
    for (const value of draw(createRandom(7), 100_000)) {
      assert.isTrue(value >= 0 && value < 1);
      const bucket = Math.floor(value * 10);
      buckets[bucket] = (buckets[bucket] ?? 0) + 1;
    }
    for (const amount of buckets) assert.approximately(amount, 10_000, 400);
  });
});

describe('randomInteger', () => {
  it('reaches both ends, and nothing beyond', () => {
    const random = createRandom(3);
    const seen = new Set(Array.from({ length: 1000 }, () => randomInteger(random, 1, 6)));
    assert.deepEqual([...seen].sort(), [1, 2, 3, 4, 5, 6]);
  });

  const rows: readonly (readonly [low: number, high: number])[] = [
    [0, 0],
    [-3, -1],
    [0, 2 ** 32 - 1],
    [0, 2 ** 32],
    [0, Number.MAX_SAFE_INTEGER],
    [Number.MIN_SAFE_INTEGER, 0],
  ];
  for (const [low, high] of rows) {
    it(`goes from ${low} to ${high}`, () => {
      assert.strictEqual(randomInteger(always(0), low, high), low);
      const top = randomInteger(always(LAST), low, high);
      assert.isTrue(Number.isInteger(top) && top <= high && top >= high - (high - low) / 2 ** 31, String(top));
    });
  }

  it('reaches odd numbers of a range that one draw could not tell apart', () => {
    const random = createRandom(5);
    const values = Array.from({ length: 100 }, () => randomInteger(random, 0, 2 ** 52 - 1));
    assert.isTrue(values.some((value) => value % 2 === 1));
  });
});
