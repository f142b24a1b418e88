/** `nullable` of OpenAPI 3.0 as JSON Schema says it: null beside what a schema allows already. */

import type { Json, JsonObject } from '../../../core/json.ts';
import type { Draught } from './rewrite.ts';

/** What other schemas in it say of null cannot be changed here: it needs a branch of its own. */
const COMPOSED = ['$ref', 'allOf', 'anyOf', 'oneOf', 'not', 'if', 'const'];
const NOTES = ['title', 'description', 'deprecated', 'readOnly', 'writeOnly', 'default', 'examples'];

export function allowNull(schema: Draught): Draught {
  if (COMPOSED.some((keyword) => schema[keyword] !== undefined)) return besideNull(schema);
  const { type, enum: values } = schema;
  const types = (Array.isArray(type) ? type : type === undefined ? [] : [type]) as readonly Json[];
  return {
    ...schema,
    ...(types.length > 0 && !types.includes('null') ? { type: [...types, 'null'] } : {}),
    ...(Array.isArray(values) && !values.includes(null) ? { enum: [...values, null] } : {}),
  };
}

function besideNull(schema: JsonObject): Draught {
  const entries = Object.entries(schema);
  return {
    ...Object.fromEntries(entries.filter(([name]) => NOTES.includes(name))),
    anyOf: [Object.fromEntries(entries.filter(([name]) => !NOTES.includes(name))), { type: 'null' }],
  };
}
