/** `$ref`s to the standard meta-schemas: a value that is itself to be a JSON Schema. */

import type { Json, JsonSchema } from '../../core/json.ts';
import type { Place } from '../../core/problem.ts';
import { type Draft, draftOfUri } from '../../spec/meta-schemas.ts';
import { STRICT } from './manner.ts';
import { readSchema } from './read.ts';

/** What stands behind such a `$ref` for everyone who looks it up. */
export const META_SCHEMA: JsonSchema = { type: ['object', 'boolean'], title: 'a JSON Schema' };

/** The test that such a `$ref` stands for; undefined when it leads elsewhere. */
export function metaSchemaTest(ref: string): ((value: unknown) => boolean) | undefined {
  const draft = ref.startsWith('http') ? draftOfUri(ref) : undefined;
  return draft && ((value) => isSchema(value, draft));
}

/** True when a value could be a schema of the draft: shapes only, as a meta-schema would say. */
function isSchema(value: unknown, draft: Draft): boolean {
  let isFine = true;
  readSchema(value as Json, {
    base: NOWHERE,
    manner: { ...STRICT, draft },
    report: ({ code, severity }) => {
      if (severity === 'error' && code !== 'unknown-key' && code !== 'unknown-format') isFine = false;
    },
    known: new Map(),
    follow: (ref) => ref,
    tryFollow: (ref) => ref,
    heirsOf: () => [],
    onRef() {},
    onSample() {},
    onTagged() {},
    onRequired() {},
  });
  return isFine;
}

/** For reading a value that stands in no file. */
const NOWHERE: Place = {
  file: '',
  path: '',
  pointer: '',
  child: () => NOWHERE,
  origin: () => ({ file: '', pointer: '', line: 1, column: 1 }),
  problem: (code, message, options) => ({
    code,
    message,
    severity: options?.severity ?? 'error',
    origin: NOWHERE.origin(),
  }),
};
