/** The JSON Schema of the matcher language, for editors: completion and hover texts of every operator. */

import type { JsonObject } from '../../core/json.ts';
import { NESTED_SCHEMA } from './operator.ts';
import { MATCHERS } from './operators/index.ts';

/** Stands at `#/$defs/matcher` of the schema that uses it: that is where its own `$ref`s lead. */
export const MATCHER_SCHEMA: JsonObject = {
  description: 'a value; a map is matched in part, and { $name: … } holds matchers',
  anyOf: [
    { type: ['string', 'number', 'boolean', 'null'] },
    { type: 'array', items: NESTED_SCHEMA },
    { type: 'object', patternProperties: { '^([^$]|\\$\\$|$)': NESTED_SCHEMA }, additionalProperties: false },
    {
      type: 'object',
      minProperties: 1,
      properties: Object.fromEntries(
        MATCHERS.map(({ name, summary, schema, example }) => [
          name,
          { ...schema, description: summary, examples: [example] },
        ]),
      ),
      additionalProperties: false,
    },
  ],
};
