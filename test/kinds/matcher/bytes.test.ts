import { itMatches } from './support.ts';

const HELLO = Buffer.from('hello');
const EMPTY = Buffer.alloc(0);

describe('a matcher that meets bytes', () => {
  itMatches([
    ['message: hello', { message: HELLO }, 'message: expected "hello", received 5 bytes'],
    ['message: aGVsbG8=', { message: HELLO }, 'message: expected "aGVsbG8=", received 5 bytes'],
    ['message: 5 bytes', { message: HELLO }, 'message: expected "5 bytes", received 5 bytes (bytes)'],
    ['message: ""', { message: EMPTY }, 'message: expected "", received 0 bytes'],
    ['message: null', { message: EMPTY }, 'message: expected null or nothing, received 0 bytes'],
    ['message: 5', { message: HELLO }, 'message: expected 5, received 5 bytes'],
    ['message: {}', { message: EMPTY }, 'message: expected a map, received 0 bytes'],
    ['message: { length: 5 }', { message: HELLO }, 'message: expected a map with "length", received 5 bytes'],
    ['message: { "0": 104 }', { message: HELLO }, 'message: expected a map with "0", received 5 bytes'],
    ['message: { a: null }', { message: HELLO }, 'message: expected a map with "a", received 5 bytes'],
    ['message: []', { message: EMPTY }, 'message: expected a list of 0 items, received 0 bytes'],
    ['message: { $eq: hello }', { message: HELLO }, 'message: expected "hello", received 5 bytes'],
    ['message: { $eq: {} }', { message: EMPTY }, 'message: expected a map, received 0 bytes'],
    ['message: { $exact: {} }', { message: EMPTY }, 'message: expected a map, received 0 bytes'],
    ['message: { $eq: "${row.part}" }', { message: HELLO }, 'message: expected a map with "a", received 5 bytes'],
    ['message: "${row.part}"', { message: HELLO }, 'message: expected a map with "a", received 5 bytes'],
    ['message: { $ne: hello }', { message: HELLO }],
    ['message: { $ne: {} }', { message: EMPTY }],
    ['message: { $in: [hello, {}] }', { message: EMPTY }, 'message: expected one of "hello" or {}, received 0 bytes'],
    ['message: { $regex: "" }', { message: HELLO }, 'message: expected a text that matches "", received 5 bytes'],
    ['message: { $gte: a }', { message: HELLO }, 'message: expected a string, at least "a", received 5 bytes'],
    [
      'message: { $contains: h }',
      { message: HELLO },
      'message: expected a text, list or map that contains "h", received 5 bytes',
    ],
    [
      'message: { $contains: { $any: true } }',
      { message: HELLO },
      'message: expected a text, list or map that contains {"$any": true}, received 5 bytes',
    ],
    ['message: { $unordered: [] }', { message: EMPTY }, 'message: expected a list of 0 items, received 0 bytes'],
    ['message: { $any: true }', { message: EMPTY }],
    ['message: { $absent: false }', { message: EMPTY }],
    ['message: { $absent: true }', { message: HELLO }, 'message: expected nothing, received 5 bytes'],
    ['message: { $not: { $type: string } }', { message: HELLO }],
    ['message: { $type: bytes, $len: { $lte: 5 } }', { message: HELLO }],
    [
      'message: { $not: { $type: bytes } }',
      { message: HELLO },
      'message: expected anything but {"$type": "bytes"}, received 5 bytes',
    ],
    ['list: { $contains: { $type: bytes } }', { list: [1, HELLO] }],
    [
      'list: { $unordered: [a, { $type: bytes }] }',
      { list: [HELLO, 'b'] },
      'list: expected an item "a", received [5 bytes, "b"]',
    ],
  ]);
});
