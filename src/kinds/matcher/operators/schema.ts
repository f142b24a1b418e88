/** `$schema`: valid by a JSON Schema, written here or in a file. */

import type { Validator } from '../../../core/kind.ts';
import { addDifference, type Check, NO_NAMES } from '../check.ts';
import { type Operator, refuseArgument } from '../operator.ts';
import { expectedKind, typeWord } from '../wording.ts';

export const SCHEMA: Operator = {
  name: '$schema',
  summary: 'valid by a JSON Schema, written out or as `$ref` to a file',
  schema: { type: ['object', 'boolean'] },
  example: 'body: { $schema: { $ref: ../schemas/item.schema.json } }',
  compile(argument, scope) {
    const { schemas, place, report } = scope;
    if (
      typeof argument !== 'boolean' &&
      (typeof argument !== 'object' || argument === null || Array.isArray(argument))
    ) {
      const hint = 'write { $schema: { $ref: ../schemas/item.schema.json } }';
      return refuseArgument(scope, `"$schema" takes a JSON Schema, not ${typeWord(argument)}`, hint);
    }
    if (!schemas) return refuseArgument(scope, '"$schema" does not work here', 'write what the value looks like');
    const resolved = schemas.resolve(argument, place, report);
    return resolved === undefined ? undefined : schemaCheck(schemas.validator(resolved));

    function schemaCheck(validator: Validator): Check {
      return {
        uses: NO_NAMES,
        matches: (value) => !(value instanceof Uint8Array) && validator.check(copyOf(value)).length === 0,
        explain(value, walk) {
          if (value instanceof Uint8Array) {
            const message = expectedKind('JSON', value);
            addDifference(walk, place, { expected: { $schema: argument }, received: value, message });
            return;
          }
          for (const violation of validator.check(copyOf(value))) {
            walk.found.push({
              pointer: walk.pointer + violation.pointer,
              expected: { [violation.keyword]: violation.expected },
              received: violation.received,
              message: violation.message,
              origin: place.origin(),
            });
          }
        },
      };
    }
  },
};

/** A validator fills in defaults, and a matcher changes nothing. What is not there is checked as null, bytes as Base64. */
function copyOf(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(copyOf);
  if (typeof value !== 'object' || value === null) return value ?? null;
  if (value instanceof Uint8Array) return Buffer.from(value).toString('base64');
  const copy: { [key: string]: unknown } = Object.create(null);
  for (const [key, item] of Object.entries(value)) copy[key] = copyOf(item);
  return copy;
}
