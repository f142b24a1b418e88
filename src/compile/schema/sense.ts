/** Warnings about schemas that are legal but surely not what was meant: keywords without effect, ranges without values. */

import type { JsonObject } from '../../core/json.ts';
import { FORMATS } from './ajv.ts';
import { KEYWORDS } from './keywords.ts';
import { placeHere, type Reading } from './reading.ts';
import { typePhrase, typesOf } from './words.ts';

const NEEDED: ReadonlyMap<string, string> = new Map([
  ['then', 'if'],
  ['else', 'if'],
  ['minContains', 'contains'],
  ['maxContains', 'contains'],
]);

const RANGES: ReadonlyMap<string, string> = new Map([
  ['minimum', 'maximum'],
  ['minLength', 'maxLength'],
  ['minItems', 'maxItems'],
  ['minProperties', 'maxProperties'],
  ['minContains', 'maxContains'],
]);

/** Reports what makes no sense in one schema, as written and as read. */
export function checkSense(reading: Reading, written: JsonObject, read: JsonObject): void {
  const types = typesOf(read);
  const { isLenient } = reading.options.manner;
  for (const name in read) {
    // A number that is sent as text has `format: int64` in many a document: a note.
    if (isLenient && name === 'format') continue;
    const value = read[name];
    const type = name === 'format' ? FORMATS.get(String(value))?.type : KEYWORDS.get(name)?.type;
    const needed = NEEDED.get(name);
    const high = RANGES.get(name);
    if (
      types &&
      type &&
      !types.includes(type) &&
      !(type === 'number' && types.includes('integer')) &&
      name in written
    ) {
      warn(reading, name, `"${name}" says nothing about ${typePhrase(types)}`);
    } else if (needed && read[needed] === undefined) {
      warn(reading, name, `"${name}" does nothing without "${needed}"`);
    } else if (high && Number(value) > Number(read[high])) {
      warn(reading, name, `nothing is valid: "${name}" is ${value}, "${high}" only ${read[high]}`);
    }
  }
}

function warn(reading: Reading, name: string, message: string): void {
  const place = placeHere(reading, name)();
  reading.options.report(place.problem('bad-schema', message, { part: 'key', severity: 'warning' }));
}
