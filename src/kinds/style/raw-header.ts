/** The headers of a request, by name: looked up where they are, not copied. */

import type { RequestFacts } from '../../core/exchange.ts';
import { refusedName } from '../source/text-values.ts';
import { itself, type RawSource } from './raw-source.ts';

/** Header values are not percent-encoded. Throws RequestError (400) for the name `__proto__`. */
export function readRawHeaders(headers: RequestFacts['headers']): RawSource {
  if (Object.hasOwn(headers, '__proto__')) throw refusedName('header');
  return {
    in: 'header',
    encoding: 'none',
    find(name) {
      const value = Object.hasOwn(headers, name) ? headers[name] : undefined;
      if (value === undefined) return undefined;
      const text = typeof value === 'string' ? value : value.join(', ');
      return [{ raw: text, text }];
    },
    names: () => Object.keys(headers),
    decode: itself,
  };
}
