/** The Cookie header, as texts by name (RFC 6265 §5.4 for what clients send). */

import { addText, noValues, type Values } from './text-values.ts';

/**
 * Percent-encoded values are decoded; one that is badly encoded stays as it was sent, quotes around a value are dropped,
 * pieces without `=` are skipped. Throws RequestError (400) for the name `__proto__`.
 */
export function parseCookieText(text: string): Values {
  const values = noValues();
  for (let start = 0; start < text.length; ) {
    const found = text.indexOf(';', start);
    const end = found < 0 ? text.length : found;
    const equals = text.indexOf('=', start);
    if (equals >= 0 && equals < end) {
      const name = text.slice(start, equals).trim();
      if (name !== '') addText(values, 'cookie', name, decode(text.slice(equals + 1, end).trim()));
    }
    start = end + 1;
  }
  return values;
}

function decode(text: string): string {
  const value = text.length > 1 && text.startsWith('"') && text.endsWith('"') ? text.slice(1, -1) : text;
  if (!value.includes('%')) return value;
  try {
    return decodeURIComponent(value);
  } catch {
    return value;
  }
}
