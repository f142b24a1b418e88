/** What checks expect, in words. */

import { isJsonObject, type Json } from '../../core/json.ts';
import { pointer } from '../../core/pointer.ts';
import { shorten } from '../../core/shorten.ts';
import { pathText } from '../../kinds/matcher/difference.ts';

/** How many phrases a message bears. */
const MOST = 5;
const WIDTH = 40;

/** `body.name is "pen" and query.limit is at least 5`: the leaves of an expectation as it is written. */
export function expectationWords(spec: Json): string {
  const phrases: string[] = [];
  collect(spec, '', phrases);
  const shown = phrases.length <= MOST ? phrases : [...phrases.slice(0, MOST - 1), `${phrases.length - MOST + 1} more`];
  return shown.join(' and ');
}

function collect(spec: Json, at: string, phrases: string[]): void {
  if (!isJsonObject(spec)) {
    phrases.push(`${pathText(at)} is ${shorten(spec, WIDTH)}`);
    return;
  }
  for (const [key, item] of Object.entries(spec)) {
    if (key.startsWith('$') && !key.startsWith('$$'))
      phrases.push(`${pathText(at)} ${operatorWords(key, item)}`.trim());
    else collect(item, at + pointer(key.startsWith('$$') ? key.slice(1) : key), phrases);
  }
  if (Object.keys(spec).length === 0) phrases.push(`${pathText(at)} is a map`.trim());
}

const OPERATOR_WORDS: Readonly<Record<string, string>> = {
  $eq: 'is',
  $ne: 'is not',
  $gt: 'is more than',
  $gte: 'is at least',
  $lt: 'is less than',
  $lte: 'is at most',
  $in: 'is one of',
  $regex: 'matches',
  $type: 'is of type',
  $len: 'has the length',
  $contains: 'contains',
  $exact: 'is exactly',
  $unordered: 'has in any order',
};

function operatorWords(name: string, argument: Json): string {
  if (name === '$absent') return argument === false ? 'is there' : 'is not there';
  if (name === '$any') return 'is there';
  const words = OPERATOR_WORDS[name];
  return words === undefined
    ? `matches ${shorten({ [name]: argument }, WIDTH)}`
    : `${words} ${shorten(argument, WIDTH)}`;
}
