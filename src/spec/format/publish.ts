/** The schemas of our own files as editors take them: plain JSON Schema, what is repeated written once. */

import type { JsonObject } from '../../core/json.ts';
import { defaultsFileSchema } from './defaults-file.ts';
import type { FormatKinds } from './parts.ts';
import { routeFileSchema } from './route-file.ts';
import { settingsFileSchema } from './settings-file.ts';
import { mapSchemas, shareRepeated } from './share-repeated.ts';
import { suiteFileSchema } from './suite-file.ts';

/** Every published schema by the name of its file. */
export function publishedSchemas(kinds: FormatKinds): ReadonlyMap<string, JsonObject> {
  return new Map([
    ['mockapi.routes.schema.json', publishedSchema(routeFileSchema(kinds))],
    ['mockapi.defaults.schema.json', publishedSchema(defaultsFileSchema(kinds))],
    ['mockapi.suite.schema.json', publishedSchema(suiteFileSchema(kinds))],
    ['mockapi.settings.schema.json', publishedSchema(settingsFileSchema())],
  ]);
}

/**
 * Leaves out the words that only our own messages use, says of keys of a later version that they have no effect yet, and
 * moves schemas that occur twice to `$defs`.
 */
export function publishedSchema(schema: JsonObject): JsonObject {
  return plain(shareRepeated(schema));
}

function plain(schema: JsonObject): JsonObject {
  return mapSchemas(annotated(schema), plain);
}

const OURS = new Set(['expected', 'says', 'elsewhere', 'notBuiltYet']);

function annotated(schema: JsonObject): JsonObject {
  const kept = Object.fromEntries(Object.entries(schema).filter(([key]) => !OURS.has(key)));
  if (typeof schema.notBuiltYet !== 'string') return kept;
  const about = typeof schema.description === 'string' ? `${schema.description} ` : '';
  return { ...kept, description: `${about}Without effect yet: ${schema.notBuiltYet}.`, deprecated: true };
}
