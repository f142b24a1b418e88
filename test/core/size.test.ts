import { assert } from 'chai';
import { formatSize, parseSize, SIZE_PATTERN } from '../../src/core/size.ts';

const parsed: readonly (readonly [text: string, bytes: number | undefined])[] = [
  ['0B', 0],
  ['10B', 10],
  ['64KB', 65_536],
  ['1.5KB', 1536],
  ['2MB', 2_097_152],
  ['1GB', 1_073_741_824],
  ['0.1KB', 102],
  ['', undefined],
  ['64', undefined],
  ['KB', undefined],
  ['-1KB', undefined],
  ['1kb', undefined],
  ['1KiB', undefined],
  ['1 KB', undefined],
  ['1e3B', undefined],
  ['.5MB', undefined],
  ['1MB\n', undefined],
  ['1TB', undefined],
];

describe('parseSize', () => {
  for (const [text, bytes] of parsed) {
    it(`reads ${JSON.stringify(text)} as ${bytes === undefined ? 'no size' : `${bytes} bytes`}`, () => {
      assert.strictEqual(parseSize(text), bytes);
    });
    it(`agrees with the pattern of schemas on ${JSON.stringify(text)}`, () => {
      assert.strictEqual(new RegExp(SIZE_PATTERN, 'u').test(text), bytes !== undefined);
    });
  }

  it('reads what is beyond counting as no size', () => {
    assert.isUndefined(parseSize(`${'9'.repeat(400)}B`));
    assert.isUndefined(parseSize('9999999999GB'));
  });
});

const formatted: readonly (readonly [bytes: number, text: string])[] = [
  [0, '0B'],
  [10, '10B'],
  [1023, '1023B'],
  [1024, '1KB'],
  [1234, '1.2KB'],
  [1536, '1.5KB'],
  [1_048_524, '1023.9KB'],
  [1_048_525, '1MB'],
  [1_048_576, '1MB'],
  [33_554_432, '32MB'],
  [1_073_741_824, '1GB'],
  [5_497_558_138_880, '5120GB'],
];

describe('formatSize', () => {
  for (const [bytes, text] of formatted) {
    it(`writes ${bytes} bytes as ${text}`, () => {
      assert.strictEqual(formatSize(bytes), text);
    });
  }
});
