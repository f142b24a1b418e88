import { itMatches, itReports } from '../support.ts';

describe('$len', () => {
  itMatches([
    ['{ $len: 3 }', 'abc'],
    ['{ $len: 2 }', 'é😀'],
    ['{ $len: 3 }', '\ud83d\ud83d\ude00\ude00'],
    ['{ $len: 0 }', ''],
    ['{ $len: 2 }', [1, 2]],
    ['{ $len: 1 }', { a: 1 }],
    ['{ $len: 3 }', [1, 2], 'length: expected 3, received 2'],
    ['{ $len: { $gte: 1, $lt: 3 } }', [1]],
    ['{ $len: { $gte: 1, $lt: 3 } }', [], 'length: expected at least 1, received 0'],
    ['{ $len: "${row.min}" }', 'abc'],
    ['{ $len: "${row.min}" }', 'ab', 'length: expected 3, received 2'],
    ['{ $len: 2 }', Buffer.from('é')],
    ['{ $len: 0 }', Buffer.alloc(0)],
    ['{ $len: { $lt: 3 } }', Buffer.from('hello'), 'length: expected less than 3, received 5'],
    ['{ $len: { $ne: 0 } }', null, 'expected a text, a list or a map with a length, received null'],
    ['{ $len: { $not: 3 } }', undefined, 'expected a text, a list or a map with a length, received nothing'],
    ['{ a: { $len: 1 } }', { a: 5 }, 'a: expected a text, a list or a map with a length, received 5 (a number)'],
  ]);
  const hint = 'write { $len: 3 } or { $len: { $gte: 1 } }';
  itReports([
    ['{ $len: 1.5 }', `1:9 bad-matcher: "$len" takes a whole number or a matcher for one, not 1.5 | ${hint}`],
    ['{ $len: "3" }', `1:9 bad-matcher: "$len" takes a whole number or a matcher for one, not "3" | ${hint}`],
    ['{ $len: { min: 1 } }', `1:9 bad-matcher: "$len" takes a whole number or a matcher for one, not a map | ${hint}`],
    ['{ $len: [1] }', `1:9 bad-matcher: "$len" takes a whole number or a matcher for one, not a list | ${hint}`],
  ]);
});
