/** The JSON Schema of a `_defaults.yaml`. */

import type { JsonObject } from '../../core/json.ts';
import { type FormatKinds, sharedKeys } from './parts.ts';

export function defaultsFileSchema(kinds: FormatKinds): JsonObject {
  return {
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    title: 'mockapi folder defaults',
    type: ['object', 'null'],
    expected: 'a map',
    says: '_defaults.yaml',
    elsewhere: { routes: 'routes stand in a file of their own' },
    additionalProperties: false,
    properties: { $schema: { type: 'string' }, ...sharedKeys(kinds) },
  };
}
