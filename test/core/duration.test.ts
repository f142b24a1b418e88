import { assert } from 'chai';
import { DURATION_PATTERN, formatDuration, parseDuration } from '../../src/core/duration.ts';

const parsed: readonly (readonly [text: string, ms: number | undefined])[] = [
  ['0ms', 0],
  ['200ms', 200],
  ['0.5ms', 0.5],
  ['5s', 5000],
  ['1.1s', 1100],
  ['1.5m', 90_000],
  ['2h', 7_200_000],
  ['5d', 432_000_000],
  ['0.0000001ms', 0],
  ['007s', 7000],
  ['', undefined],
  ['5', undefined],
  ['s', undefined],
  ['-5s', undefined],
  ['+5s', undefined],
  ['.5s', undefined],
  ['5.s', undefined],
  ['1e3s', undefined],
  ['5 s', undefined],
  [' 5s', undefined],
  ['5s\n', undefined],
  ['5S', undefined],
  ['5sec', undefined],
  ['1m30s', undefined],
  ['٥s', undefined],
];

describe('parseDuration', () => {
  for (const [text, ms] of parsed) {
    it(`reads ${JSON.stringify(text)} as ${ms === undefined ? 'no duration' : `${ms} ms`}`, () => {
      assert.strictEqual(parseDuration(text), ms);
    });
    it(`agrees with the pattern of schemas on ${JSON.stringify(text)}`, () => {
      assert.strictEqual(new RegExp(DURATION_PATTERN, 'u').test(text), ms !== undefined);
    });
  }

  it('reads what is beyond counting as no duration', () => {
    assert.isUndefined(parseDuration(`${'9'.repeat(400)}d`));
    assert.isUndefined(parseDuration('999999999999999d'));
  });
});

const formatted: readonly (readonly [ms: number, text: string])[] = [
  [0, '0ms'],
  [0.25, '0.25ms'],
  [999, '999ms'],
  [1000, '1s'],
  [1100, '1.1s'],
  [1234, '1234ms'],
  [60_000, '1m'],
  [90_000, '1.5m'],
  [100_000, '100s'],
  [966_000, '16.1m'],
  [3_600_000, '1h'],
  [86_400_000, '1d'],
  [90_000_000, '25h'],
];

describe('formatDuration', () => {
  for (const [ms, text] of formatted) {
    it(`writes ${ms} ms as ${text}, which reads back as the same`, () => {
      assert.deepEqual([formatDuration(ms), parseDuration(text)], [text, ms]);
    });
  }
});
