/** What to say of a `$name` that is no matcher: the nearest one, or what people who know it from elsewhere look for. */

import { didYouMean } from '../../core/nearest.ts';
import type { Place, Problem } from '../../core/problem.ts';
import { OPERATORS } from './operators/index.ts';

/** Words of other query languages, and how the same is said here. */
const SAID_ELSEWHERE: Readonly<Record<string, string>> = {
  $all: 'write { $contains: [a, b] }',
  $and: 'write several matchers in one map: all of them have to hold',
  $between: 'write { $gte: 1, $lte: 9 }',
  $empty: 'write { $len: 0 }',
  $endsWith: 'write { $regex: "text$" }',
  $equal: 'did you mean "$eq"?',
  $equals: 'did you mean "$eq"?',
  $exists: 'write { $absent: false }',
  $greaterThan: 'did you mean "$gt"?',
  $is: 'did you mean "$eq"?',
  $length: 'did you mean "$len"?',
  $lessThan: 'did you mean "$lt"?',
  $like: 'did you mean "$regex"?',
  $match: 'did you mean "$regex"?',
  $matches: 'did you mean "$regex"?',
  $nin: 'write { $not: { $in: [a, b] } }',
  $notEqual: 'did you mean "$ne"?',
  $null: 'write null',
  $or: 'write { $in: [a, b] }, or an expression instead of the map',
  $pattern: 'did you mean "$regex"?',
  $size: 'did you mean "$len"?',
  $startsWith: 'write { $regex: "^text" }',
};

export function unknownOperator(name: string, place: Place): Problem {
  const said = Object.hasOwn(SAID_ELSEWHERE, name) ? SAID_ELSEWHERE[name] : undefined;
  const hint = said ?? didYouMean(name, OPERATORS.keys()) ?? `write "$${name}" for a key that is called "${name}"`;
  return place.problem('unknown-matcher', `there is no matcher "${name}"`, { part: 'key', hint });
}
