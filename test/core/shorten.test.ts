import { assert } from 'chai';
import { shorten } from '../../src/core/shorten.ts';

const cyclic: { self?: unknown } = {};
cyclic.self = cyclic;

function deep(levels: number): unknown {
  let value: unknown = 1;
  for (let level = 0; level < levels; level++) value = [value];
  return value;
}

const rows: readonly (readonly [title: string, value: unknown, max: number, text: string])[] = [
  ['null', null, 80, 'null'],
  ['what is not there', undefined, 80, 'nothing'],
  ['a number', -1.5, 80, '-1.5'],
  ['a number that JSON does not have', Number.NaN, 80, 'NaN'],
  ['a big integer', 12n, 80, '12'],
  ['a time', new Date(0), 80, '1970-01-01T00:00:00.000Z'],
  ['an impossible time', new Date(Number.NaN), 80, 'no time'],
  ['a function', () => 1, 80, 'a function'],
  ['bytes', Buffer.from('hello'), 80, '5 bytes'],
  ['a byte', new Uint8Array(1), 80, '1 byte'],
  ['bytes in a map', { a: [Buffer.alloc(0)] }, 80, '{"a": [0 bytes]}'],
  ['a million bytes', Buffer.alloc(1_000_000), 80, '1000000 bytes'],
  ['a text', 'a "b"\n', 80, '"a \\"b\\"\\n"'],
  ['a text that just fits', 'abcdef', 8, '"abcdef"'],
  ['a text that does not', 'abcdefg', 8, '"abcde…"'],
  ['a text cut between the halves of a character', 'abcd😀😀', 8, '"abcd…"'],
  ['a text that would colour a terminal', '\u001b[31m\u009b1m', 80, '"\\u001b[31m\\u009b1m"'],
  ['a text that would turn the line around', 'a\u202eb\u2028', 80, '"a\\u202eb\\u2028"'],
  ['a map', { a: 1, 'b c': [true, null] }, 80, '{"a": 1, "b c": [true, null]}'],
  ['a map without a prototype', Object.assign(Object.create(null), { a: 1 }), 80, '{"a": 1}'],
  ['empty ones', [{}, []], 80, '[{}, []]'],
  ['a list that is too long', [1, 2, 3, 4, 5, 6], 10, '[1, 2, 3,…'],
  ['a map that is too long', { name: 'abcdefghij' }, 12, '{"name": "a…'],
  ['a value that holds itself', cyclic, 20, '{"self": {"self": {…'],
  ['a value that is 100,000 levels deep', deep(100_000), 5, '[[[[…'],
  ['a text of a million characters', 'x'.repeat(1_000_000), 6, '"xxx…"'],
  ['a list of a million items', new Array(1_000_000).fill(0), 6, '[0, 0…'],
];

describe('shorten', () => {
  for (const [title, value, max, text] of rows) {
    it(`tells ${title}`, () => {
      assert.strictEqual(shorten(value, max), text);
    });
  }

  it('keeps to 80 characters unless told otherwise', () => {
    assert.lengthOf(shorten('x'.repeat(200)), 80);
    assert.lengthOf(shorten([['x'.repeat(200)]]), 80);
  });
});
