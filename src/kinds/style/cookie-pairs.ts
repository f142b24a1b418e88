/** Exploded values of cookies as the tables of OpenAPI write them, `ids=1&ids=2` in one cookie, beside several cookies. */

import { type RawSource, RawTexts } from './raw-source.ts';

/** The same source with such cookies taken apart; a cookie stays whole where a name in it is not asked for. */
export function splitCookies(source: RawSource, takes: (name: string) => boolean): RawSource {
  if (source.in !== 'cookie') return source;
  const cookies = new RawTexts('cookie', source.encoding, source.decode);
  for (const name of source.names()) {
    for (const { raw, text } of source.find(name) ?? []) {
      const pairs = raw.includes('&') && takes(name) ? pairsOf(name, raw) : [];
      if (pairs.length === 0 || !pairs.every((pair) => takes(pair.name))) cookies.add(name, text, raw);
      else for (const pair of pairs) cookies.add(pair.name, source.decode(pair.raw), pair.raw);
    }
  }
  return cookies;
}

function pairsOf(first: string, rest: string): readonly { readonly name: string; readonly raw: string }[] {
  return `${first}=${rest}`.split('&').map((pair) => {
    const equals = pair.indexOf('=');
    return equals < 0 ? { name: '', raw: pair } : { name: pair.slice(0, equals), raw: pair.slice(equals + 1) };
  });
}
