/** Texts by name, as a request carries them: one text, or a list where a name is repeated. */

import { RequestError } from '../../core/errors.ts';
import type { ParamSource } from '../../core/source.ts';

/**
 * The values of one source. Without a prototype, so that `constructor` and `toString` are names like any other;
 * texts and lists of texts at first, coerced values once a source has settled them.
 */
export type Values = { [name: string]: unknown };

/** No values yet. */
export function noValues(): Values {
  return Object.create(null) as Values;
}

/** Adds a text under its name; a repeated name becomes a list. `__proto__` is refused (400). */
export function addText(values: Values, source: ParamSource, name: string, text: string): void {
  const before = values[name];
  if (before === undefined) {
    if (name === '__proto__') throw refusedName(source);
    values[name] = text;
  } else if (Array.isArray(before)) {
    before.push(text);
  } else {
    values[name] = [before, text];
  }
}

/** Names and texts in the order of the request, by name. */
export function groupTexts(source: ParamSource, pairs: Iterable<readonly [string, string]>): Values {
  const values = noValues();
  for (const [name, text] of pairs) addText(values, source, name, text);
  return values;
}

/** The refusal of a name that could reach an object's prototype. */
export function refusedName(source: ParamSource): RequestError {
  return new RequestError(400, 'malformed', `${source} must not have the name "__proto__"`);
}
