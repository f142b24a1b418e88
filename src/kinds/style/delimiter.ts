/** What stands between the items of a list in a query: literal, or encoded by clients that encode all of the value. */

import type { RawSource } from './raw-source.ts';

/** Splits a raw text. */
export type Split = (raw: string, source: RawSource) => readonly string[];

/** Splits where the delimiter stands as it is, and only there: an encoded one belongs to an item. */
export function splitAt(delimiter: string): Split {
  return (raw) => raw.split(delimiter);
}

/**
 * Splits where the delimiter stands as it is; where it does not, at the encoded ones: the specification has this delimiter
 * encoded, and what an item itself has of it cannot be told apart.
 */
export function splitAtEither(delimiter: string): Split {
  const encoded = encodeURIComponent(delimiter);
  const percent = new RegExp(encoded, 'i');
  const form = delimiter === ' ' ? /%20|\+/ : percent;
  return (raw, { encoding }) => {
    if (encoding === 'none' || raw.includes(delimiter)) return raw.split(delimiter);
    return raw.split(encoding === 'form' ? form : percent);
  };
}
