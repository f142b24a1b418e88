/** `nullable` of OpenAPI as JSON Schema says it: null beside what a schema allows already. */

import type { Json, JsonObject } from '../../core/json.ts';
import { KEYWORDS } from './keywords.ts';
import type { Draught } from './reading.ts';
import { typesOf } from './words.ts';

/** What other schemas in it say of null cannot be changed here: it needs a branch of its own. */
const COMPOSED = ['$ref', 'allOf', 'anyOf', 'oneOf', 'not', 'if', 'const'];

/** The resolved schema, changed so that null is valid, or one around it; what does not decide stays outside. */
export function allowNull(schema: Draught): Draught {
  if (COMPOSED.some((keyword) => schema[keyword] !== undefined)) return besideNull(schema);
  const types = typesOf(schema);
  if (types && !types.includes('null')) schema.type = [...types, 'null'];
  const values = schema.enum as readonly Json[] | undefined;
  if (values && !values.includes(null)) schema.enum = [...values, null];
  return schema;
}

function besideNull(schema: Draught): Draught {
  const outer: Draught = {};
  for (const keyword of Object.keys(schema)) {
    const isNote = KEYWORDS.get(keyword)?.isNote ?? keyword.startsWith('x-');
    if (!isNote) continue;
    outer[keyword] = schema[keyword] as Json;
    delete schema[keyword];
  }
  outer.anyOf = [schema as JsonObject, { type: 'null' }];
  return outer;
}
