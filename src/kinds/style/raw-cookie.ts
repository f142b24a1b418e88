/** The cookies of a request, by name. */

import type { RequestFacts } from '../../core/exchange.ts';
import { decodeCookie, visitCookies } from '../source/cookie-text.ts';
import { refusedName } from '../source/text-values.ts';
import { type RawSource, RawTexts } from './raw-source.ts';

/** Reads the Cookie header. Throws RequestError (400) for the name `__proto__`. */
export function readRawCookies({ cookie }: RequestFacts['headers']): RawSource {
  const cookies = new RawTexts('cookie', 'percent', decodeCookie);
  if (typeof cookie === 'string') {
    visitCookies(cookie, (name, raw) => {
      if (name === '__proto__') throw refusedName('cookie');
      cookies.add(name, decodeCookie(raw), raw);
    });
  }
  return cookies;
}
