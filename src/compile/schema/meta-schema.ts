/** `$ref`s to the standard meta-schemas: a value that is itself to be a JSON Schema. */

import type { JsonSchema } from '../../core/json.ts';
import { draftOfUri } from './keywords.ts';
import { isSchema } from './read.ts';

/** What stands behind such a `$ref` for everyone who looks it up. */
export const META_SCHEMA: JsonSchema = { type: ['object', 'boolean'], title: 'a JSON Schema' };

/** The test that such a `$ref` stands for; undefined when it leads elsewhere. */
export function metaSchemaTest(ref: string): ((value: unknown) => boolean) | undefined {
  const draft = ref.startsWith('http') ? draftOfUri(ref) : undefined;
  return draft && ((value) => isSchema(value, draft));
}
