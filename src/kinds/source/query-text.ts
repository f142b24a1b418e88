/** The part of a URL after `?`, as texts by name. */

import { isUtf8 } from 'node:buffer';
import { RequestError } from '../../core/errors.ts';
import { visitPairs } from './pair-text.ts';
import { addText, noValues, type Values } from './text-values.ts';

/**
 * Takes the query as it was sent, without the `?`.
 * Throws RequestError (400) for bad percent-encoding, text that is no UTF-8, and the name `__proto__`.
 */
export function parseQueryText(text: string): Values {
  const values = noValues();
  visitQuery(text, (name, value) => addText(values, 'query', name, value));
  return values;
}

/** Calls `visit` with every name and value, decoded, and the value as it was sent. Throws RequestError (400) for bad encoding. */
export function visitQuery(text: string, visit: (name: string, value: string, raw: string) => void): void {
  if (text !== '') visitPairs(readBytes(text), 'query', visit);
}

/** Node hands over bytes beyond ASCII as Latin-1 characters; clients that do not percent-encode mean UTF-8. */
function readBytes(text: string): string {
  if (!/[\x80-\xff]/.test(text) || /[^\0-\xff]/.test(text)) return text;
  const bytes = Buffer.from(text, 'latin1');
  if (!isUtf8(bytes)) throw new RequestError(400, 'malformed', 'query is no UTF-8 text; percent-encode it');
  return bytes.toString('utf8');
}
