/** What older drafts and dialects write in another way than JSON Schema does now. */

import type { Json, JsonObject } from '../../core/json.ts';
import { isReferenceAlone } from './manner.ts';
import { complain, type Draught, expect, type Reading } from './reading.ts';
import { quote } from './words.ts';

interface Member {
  readonly name: string;
  readonly value: Json;
  /** The schema around it. */
  readonly written: JsonObject;
}

/** Reads such a member of a schema, leniently; false for all others, which are read as usual. */
export function readOlder(reading: Reading, out: Draught, { name, value, written }: Member): boolean {
  const { manner } = reading.options;
  const { dialect, isLenient } = manner;
  if (!isLenient) return false;
  if (name === 'type' && value === 'file' && dialect === 'swagger-2.0') {
    // Swagger 2.0: the bytes of a file, whatever they are.
    out.format ??= 'binary';
    return true;
  }
  const limit = EXCLUSIVES.get(name);
  if (limit === undefined) return name === 'minimum' || name === 'maximum' ? isExcluded(name, written) : false;
  const isOlder = isReferenceAlone(manner);
  if (typeof value !== 'boolean') {
    if (isOlder) expect(reading, false, 'true or false', `it is read as a limit of its own: ${quote(value)}`);
    return false;
  }
  if (!isOlder) expect(reading, false, 'a number', `it is read as a mark of "${limit}"`);
  if (value && typeof written[limit] === 'number') out[name] = written[limit];
  else if (value) complain(reading, 'bad-schema', `"${name}" does nothing without "${limit}"`, { part: 'key' });
  return true;
}

const EXCLUSIVES: ReadonlyMap<string, string> = new Map([
  ['exclusiveMinimum', 'minimum'],
  ['exclusiveMaximum', 'maximum'],
]);

/** True for a limit that the mark beside it has taken over. */
function isExcluded(limit: 'minimum' | 'maximum', written: JsonObject): boolean {
  return (
    typeof written[limit] === 'number' &&
    written[limit === 'minimum' ? 'exclusiveMinimum' : 'exclusiveMaximum'] === true
  );
}
