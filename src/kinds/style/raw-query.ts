/** The query of a request, by name. */

import { decodePair } from '../source/pair-text.ts';
import { visitQuery } from '../source/query-text.ts';
import { refusedName } from '../source/text-values.ts';
import { collectRaw, type RawSource } from './raw-source.ts';

/** Takes the text after `?`. Throws RequestError (400) for bad percent-encoding and the name `__proto__`. */
export function readRawQuery(queryText: string): RawSource {
  const query = collectRaw('query', 'form', (raw) => decodePair(raw, 'query'));
  visitQuery(queryText, (name, text, raw) => {
    if (name === '__proto__') throw refusedName('query');
    query.add(name, text, raw);
  });
  return query;
}
