/** The text of an `application/x-www-form-urlencoded` body, as names and values. */

import { RequestError } from '../../core/errors.ts';
import { visitPairs } from './pair-text.ts';
import { refusedName } from './text-values.ts';

/**
 * Names and values decoded, in their order, repeats kept, brackets plain characters.
 * Throws RequestError: 400 for bad percent-encoding and the name `__proto__`, 413 for more than `limits.fields` fields.
 */
export function parseFormText(
  text: string,
  limits: { readonly fields: number },
): readonly (readonly [string, string])[] {
  const fields: [string, string][] = [];
  visitPairs(text, 'form', (name, value) => {
    if (name === '__proto__') throw refusedName('form');
    if (fields.length === limits.fields) {
      throw new RequestError(413, 'too-large', `form has more than ${limits.fields} fields; raise limits.fields`);
    }
    fields.push([name, value]);
  });
  return fields;
}
