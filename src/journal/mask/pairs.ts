/** Values in texts that are made of pairs: queries, forms, Cookie and Set-Cookie headers. */

import { MASKED } from './masked-values.ts';

/** How a text of pairs is written. */
export interface PairNotation {
  readonly separator: '&' | ';';
  decode(text: string): string;
}

export const FORM_PAIRS: PairNotation = {
  separator: '&',
  decode: (text) => decodeLoosely(text.replaceAll('+', ' ')),
};

export const COOKIE_PAIRS: PairNotation = {
  separator: ';',
  decode: (text) => decodeLoosely(text.trim().replace(/^"(.*)"$/, '$1')),
};

/** The text with the values of those names masked, whatever else is wrong with it. */
export function maskPairs(
  text: string,
  { separator, decode }: PairNotation,
  isMasked: (name: string) => boolean,
): string {
  return text
    .split(separator)
    .map((piece) => {
      const equals = piece.indexOf('=');
      return equals >= 0 && isMasked(decode(piece.slice(0, equals))) ? piece.slice(0, equals + 1) + MASKED : piece;
    })
    .join(separator);
}

/** The values of those names, as they are written and as they are meant. */
export function* pairValues(
  text: string,
  { separator, decode }: PairNotation,
  isMasked: (name: string) => boolean,
): Generator<string> {
  for (const piece of text.split(separator)) {
    const equals = piece.indexOf('=');
    if (equals < 0 || !isMasked(decode(piece.slice(0, equals)))) continue;
    const value = piece.slice(equals + 1);
    yield value.trim();
    yield decode(value);
  }
}

function decodeLoosely(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
