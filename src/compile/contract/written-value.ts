/** A value as the text or the bytes of a media type. */

import type { Json, JsonSchema } from '../../core/json.ts';
import type { SchemaLibrary } from '../../core/kind.ts';
import { bareMediaType, isJsonType } from '../../core/media-type.ts';
import { ready } from '../planner.ts';
import { writeXml } from './write-xml.ts';

/** The smallest pictures there are, for clients that look at what comes. */
const PICTURES: Readonly<Record<string, string | undefined>> = {
  'image/png': 'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'image/gif': 'R0lGODlhAQABAAAAACH5BAEAAAAALAAAAAABAAEAAAICRAEAOw==',
};

/** ASCII as text, all else as bytes: as plans take it. */
export function writeValue(
  value: Json,
  {
    mediaType,
    schema,
    isGiven,
  }: { readonly mediaType: string; readonly schema: JsonSchema; readonly isGiven: boolean },
  library: Pick<SchemaLibrary, 'lookup'>,
): Buffer | string {
  const bare = bareMediaType(mediaType);
  if (isJsonType(bare)) return ready(jsonText(value, isGiven));
  // An example of any other type is what is sent.
  if (typeof value === 'string' && isGiven) return ready(value);
  if (/^(application|text)\/([^+]*\+)?xml$/.test(bare)) return ready(writeXml(value, schema, library));
  if (bare === 'application/x-www-form-urlencoded') return ready(formText(value));
  const picture = PICTURES[bare];
  if (picture !== undefined && !isGiven) return Buffer.from(picture, 'base64');
  return ready(typeof value === 'string' ? value : JSON.stringify(value));
}

/** Many write the example of a JSON object as a text; a text that is meant as one is no JSON by itself. */
function jsonText(value: Json, isGiven: boolean): string {
  if (isGiven && typeof value === 'string' && /^\s*[[{]/.test(value)) {
    try {
      JSON.parse(value);
      return value;
    } catch {
      return JSON.stringify(value);
    }
  }
  return JSON.stringify(value);
}

function formText(value: Json): string {
  if (typeof value !== 'object' || value === null) return String(value ?? '');
  const pairs = Object.entries(value).flatMap(([name, item]) =>
    (Array.isArray(item) ? item : [item]).map((one: Json): [string, string] => [
      name,
      typeof one === 'object' ? JSON.stringify(one) : String(one),
    ]),
  );
  return new URLSearchParams(pairs).toString();
}
