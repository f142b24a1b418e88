/** The schemas that are the mock's own: what it says of requests that miss what is declared. */

import type { JsonObject, JsonSchema } from '../../core/json.ts';
import { PARAM_SOURCES } from '../../core/source.ts';
import { OWN_REF } from './route-description.ts';

const TEXT: JsonObject = { type: 'string' };

const OWN: Readonly<Record<string, JsonSchema>> = {
  Issues: {
    description: 'Every violation at once, over all sources; beyond the first 100 they are counted.',
    type: 'array',
    items: { anyOf: [{ $ref: `${OWN_REF}Issue` }, { $ref: `${OWN_REF}MoreIssues` }] },
  },
  Issue: {
    description: 'One way in which the request misses what the route declares.',
    type: 'object',
    required: ['in', 'name', 'pointer', 'message', 'keyword', 'expected', 'received'],
    properties: {
      in: { enum: [...PARAM_SOURCES] },
      name: { ...TEXT, description: 'The parameter; of a body its top-level field, or an empty text for the whole.' },
      pointer: { ...TEXT, description: 'JSON Pointer inside the source, such as `/items/0/price`.' },
      message: { ...TEXT, description: 'What is wrong, in a sentence.' },
      keyword: { ...TEXT, description: 'The JSON Schema keyword, or the rule of a file, that is missed.' },
      expected: { description: 'What the keyword asks for.' },
      received: { description: 'What came; null where nothing did.' },
    },
  },
  MoreIssues: {
    type: 'object',
    required: ['more'],
    properties: { more: { type: 'integer', minimum: 1, description: 'How many violations are not listed.' } },
    additionalProperties: false,
  },
};

/** The schema behind a `$ref` of ours: `mockapi:Issue`. */
export function ownSchema(ref: string): JsonSchema | undefined {
  const name = ref.startsWith(OWN_REF) ? ref.slice(OWN_REF.length) : '';
  return Object.hasOwn(OWN, name) ? OWN[name] : undefined;
}
