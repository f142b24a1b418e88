/** The Cookie header, as texts by name (RFC 6265 §5.4 for what clients send). */

import { addText, noValues, type Values } from './text-values.ts';

/**
 * Percent-encoded values are decoded; one that is badly encoded stays as it was sent, quotes around a value are dropped,
 * pieces without `=` are skipped. Throws RequestError (400) for the name `__proto__`.
 */
export function parseCookieText(text: string): Values {
  const values = noValues();
  visitCookies(text, (name, raw) => addText(values, 'cookie', name, decodeCookie(raw)));
  return values;
}

/** Calls `visit` with every name and its value as it was sent, without quotes around it. */
export function visitCookies(text: string, visit: (name: string, raw: string) => void): void {
  for (let start = 0; start < text.length; ) {
    const found = text.indexOf(';', start);
    const end = found < 0 ? text.length : found;
    const equals = text.indexOf('=', start);
    if (equals >= 0 && equals < end) {
      const name = text.slice(start, equals).trim();
      if (name !== '') visit(name, withoutQuotes(text.slice(equals + 1, end).trim()));
    }
    start = end + 1;
  }
}

/** Percent-encoding decoded; a text that is badly encoded stays as it is. */
export function decodeCookie(raw: string): string {
  if (!raw.includes('%')) return raw;
  try {
    return decodeURIComponent(raw);
  } catch {
    return raw;
  }
}

function withoutQuotes(text: string): string {
  return text.length > 1 && text.startsWith('"') && text.endsWith('"') ? text.slice(1, -1) : text;
}
