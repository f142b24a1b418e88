import { itMatches, itReports } from '../support.ts';

describe('$in', () => {
  itMatches([
    ['{ $in: [name, price] }', 'name'],
    ['{ $in: [name, price] }', 'prize', 'expected one of "name" or "price", received "prize"; the nearest is "price"'],
    ['{ $in: [1, 2] }', '1', 'expected one of 1 or 2, received "1"'],
    ['{ $in: [1, null] }', undefined],
    ['{ $in: [1] }', undefined, 'expected 1, received nothing'],
    ['{ $in: [] }', 1, 'expected one of an empty list, received 1'],
    ['{ $in: [1, 2, 3, 4, 5, 6, 7, 8, 9, 10] }', 0, 'expected one of 1, 2, 3, 4, 5, 6, 7, 8 or 2 more, received 0'],
    ['{ $in: [{ a: 1 }, [2]] }', { a: 1 }],
    ['{ $in: [{ a: 1 }, [2]] }', [2]],
    ['{ $in: [{ a: 1 }, [2]] }', { a: 1, b: 1 }, 'expected one of {"a": 1} or [2], received {"a": 1, "b": 1}'],
    ['{ $in: ["${row.name}", cup] }', 'pen'],
    ['{ $in: ["${row.name}", cup] }', 'pencil', 'expected one of "pen" or "cup", received "pencil"'],
    ['{ $in: "${row.tags}" }', 'b'],
    ['{ $in: "${row.tags}" }', 'c', 'expected one of "a" or "b", received "c"'],
    ['{ $in: "${row.id}" }', 7, 'there is no list to look in: the expression gave 7'],
  ]);
  itReports([
    ['{ $in: a }', '1:8 bad-matcher: "$in" takes a list, not a string | write { $in: [a, b] }'],
    ['{ $in: { a: 1 } }', '1:8 bad-matcher: "$in" takes a list, not a map | write { $in: [a, b] }'],
    [
      '{ $in: [{ $gt: 1 }] }',
      '1:11 bad-matcher: no matcher works inside plain data: "$gt" | use "$exact" for data with matchers inside, or write "$$gt" for a key of that name',
    ],
  ]);
});
