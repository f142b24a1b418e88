/** The `a=1&b=2` notation of queries and urlencoded forms (WHATWG URL §5.1), with bad encoding refused. */

import { RequestError } from '../../core/errors.ts';
import { shorten } from '../../core/shorten.ts';
import type { ParamSource } from '../../core/source.ts';

/**
 * Calls `visit` for every name and value in turn, both decoded: `+` is a space, `a` alone is `a=`, empty pieces are skipped.
 * The third argument is the value as it was sent.
 * Throws RequestError (400) for percent-encoding that is incomplete or is no UTF-8.
 */
export function visitPairs(
  text: string,
  source: ParamSource,
  visit: (name: string, value: string, raw: string) => void,
): void {
  const encoded = text.includes('%') || text.includes('+');
  for (let start = 0; start < text.length; ) {
    const found = text.indexOf('&', start);
    const end = found < 0 ? text.length : found;
    if (end > start) {
      const equals = text.indexOf('=', start);
      const nameEnd = equals < 0 || equals > end ? end : equals;
      const name = text.slice(start, nameEnd);
      const value = nameEnd === end ? '' : text.slice(nameEnd + 1, end);
      if (encoded) visit(decodePair(name, source), decodePair(value, source), value);
      else visit(name, value, value);
    }
    start = end + 1;
  }
}

/** Decodes a name or a value, or a piece of one. Throws RequestError (400) like `visitPairs`. */
export function decodePair(text: string, source: ParamSource): string {
  const spaced = text.includes('+') ? text.replaceAll('+', ' ') : text;
  if (!spaced.includes('%')) return spaced;
  try {
    return decodeURIComponent(spaced);
  } catch {
    const message = `${source} has percent-encoding that is no UTF-8 text: ${shorten(text, 60)}`;
    throw new RequestError(400, 'malformed', message);
  }
}
