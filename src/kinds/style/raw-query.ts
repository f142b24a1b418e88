/** The query of a request, by name. */

import { decodePair } from '../source/pair-text.ts';
import { visitQuery } from '../source/query-text.ts';
import { refusedName } from '../source/text-values.ts';
import { type RawSource, RawTexts } from './raw-source.ts';

/** Takes the text after `?`. Throws RequestError (400) for bad percent-encoding and the name `__proto__`. */
export function readRawQuery(queryText: string): RawSource {
  const query = new RawTexts('query', 'form', decode);
  visitQuery(queryText, (name, text, raw) => {
    if (name === '__proto__') throw refusedName('query');
    query.add(name, text, raw);
  });
  return query;
}

function decode(raw: string): string {
  return decodePair(raw, 'query');
}
