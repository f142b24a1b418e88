import { itMatches, itReports } from '../support.ts';

describe('$gt $gte $lt $lte', () => {
  itMatches([
    ['{ $gt: 3 }', 3.5],
    ['{ $gt: 3 }', 3, 'expected more than 3, received 3'],
    ['{ $gte: 3 }', 3],
    ['{ $gte: 3 }', 2, 'expected at least 3, received 2'],
    ['{ $lt: 3 }', -1],
    ['{ $lt: 3 }', 3, 'expected less than 3, received 3'],
    ['{ $lte: 3 }', 3],
    ['{ $lte: 3 }', 4, 'expected at most 3, received 4'],
    ['{ $gte: 3 }', '4', 'expected a number, at least 3, received "4" (a string)'],
    ['{ $lt: "5" }', 4, 'expected a string, less than "5", received 4 (a number)'],
    ['{ $lt: 3 }', null, 'expected a number, less than 3, received null'],
    ['{ $lt: 3 }', undefined, 'expected a number, less than 3, received nothing'],
    ['{ $lt: 3 }', [1], 'expected a number, less than 3, received [1] (a list)'],
    ['{ $lt: 3 }', Number.NaN, 'expected less than 3, received NaN'],
    ['{ $gte: "2026-01-01", $lt: "2027-01-01" }', '2026-11-22T10:00:00Z'],
    ['{ $lt: "2026-01-01" }', '2026-11-22', 'expected less than "2026-01-01", received "2026-11-22"'],
    ['{ $gte: "${row.min}" }', 3],
    ['{ $gte: "${row.min}" }', 2, 'expected at least 3, received 2'],
    ['{ $gt: "${row.text}" }', 'c'],
    ['{ $gt: "${row.missing}" }', 1, 'there is nothing to compare with: the expression gave null'],
    ['{ $gt: "${row.missing}" }', null, 'there is nothing to compare with: the expression gave null'],
    ['{ $lte: "${row.tags}" }', ['a', 'b'], 'there is nothing to compare with: the expression gave ["a", "b"]'],
  ]);
  itReports([
    ['{ $gt: true }', '1:8 bad-matcher: "$gt" takes a number or a text, not a boolean'],
    ['{ $lte: [1] }', '1:9 bad-matcher: "$lte" takes a number or a text, not a list'],
    ['{ $lt: }', '1:6 bad-matcher: "$lt" takes a number or a text, not null'],
  ]);
});
