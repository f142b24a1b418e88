import { itMatches, itReports } from '../support.ts';

describe('$type', () => {
  itMatches([
    ['{ $type: string }', ''],
    ['{ $type: string }', 5, 'expected type string, received 5 (a number)'],
    ['{ $type: number }', 1.5],
    ['{ $type: integer }', 2],
    ['{ $type: integer }', 2.5, 'expected type integer, received 2.5 (a number)'],
    ['{ $type: integer }', '2', 'expected type integer, received "2" (a string)'],
    ['{ $type: boolean }', false],
    ['{ $type: array }', []],
    ['{ $type: array }', {}, 'expected type array, received {} (a map)'],
    ['{ $type: object }', {}],
    ['{ $type: object }', null, 'expected type object, received null'],
    ['{ $type: object }', [], 'expected type object, received [] (a list)'],
    ['{ $type: "null" }', null],
    ['{ $type: null }', undefined],
    ['{ $type: [string, null] }', null],
    ['{ $type: [string, "null"] }', 'a'],
    ['{ $type: [string, null] }', 1, 'expected type string or null, received 1 (a number)'],
    ['{ $type: bytes }', Buffer.from('hello')],
    ['{ $type: [string, bytes] }', Buffer.alloc(0)],
    ['{ $type: bytes }', 'aGVsbG8=', 'expected type bytes, received "aGVsbG8=" (a string)'],
    ['{ $type: bytes }', {}, 'expected type bytes, received {} (a map)'],
    ['{ $type: bytes }', [104], 'expected type bytes, received [104] (a list)'],
    ['{ $type: bytes }', null, 'expected type bytes, received null'],
    ['{ $type: object }', Buffer.from('{}'), 'expected type object, received 2 bytes'],
    ['{ $type: string }', Buffer.from('a'), 'expected type string, received 1 byte'],
    ['{ $type: array }', Buffer.from('a'), 'expected type array, received 1 byte'],
  ]);
  itReports([
    ['{ $type: strng }', '1:10 bad-matcher: there is no type "strng" | did you mean "string"?'],
    ['{ $type: list }', '1:10 bad-matcher: there is no type "list" | did you mean "array"?'],
    ['{ $type: byte }', '1:10 bad-matcher: there is no type "byte" | did you mean "bytes"?'],
    ['{ $type: binary }', '1:10 bad-matcher: there is no type "binary" | did you mean "bytes"?'],
    ['{ $type: [integer, Bool] }', '1:20 bad-matcher: there is no type "Bool" | did you mean "boolean"?'],
    [
      '{ $type: 5 }',
      '1:10 bad-matcher: there is no type 5 | the types are null, boolean, number, integer, string, array, object and bytes',
    ],
    [
      '{ $type: date-time }',
      '1:10 bad-matcher: there is no type "date-time" | the types are null, boolean, number, integer, string, array, object and bytes; for a format write { $schema: { type: string, format: date-time } }',
    ],
    [
      '{ $type: [] }',
      '1:10 bad-matcher: "$type" takes at least one type | write one of null, boolean, number, integer, string, array, object or bytes',
    ],
    [
      '{ $type: constructor }',
      '1:10 bad-matcher: there is no type "constructor" | the types are null, boolean, number, integer, string, array, object and bytes; for a format write { $schema: { type: string, format: date-time } }',
    ],
  ]);
});
