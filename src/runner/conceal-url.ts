/** A URL without its secrets, however they are percent-encoded in it. */

import type { ConcealText } from '../journal/mask/conceal-text.ts';

export function concealUrl(url: string, conceal: ConcealText): string {
  return conceal(url)
    .split(/([/?&=#;])/)
    .map((piece) => {
      if (!/[%+]/.test(piece)) return piece;
      const decoded = decode(piece);
      const concealed = conceal(decoded);
      return concealed === decoded ? piece : concealed;
    })
    .join('');
}

function decode(piece: string): string {
  try {
    return decodeURIComponent(piece.replaceAll('+', ' '));
  } catch {
    return piece;
  }
}
