/** `$exact`: the matcher inside, and no other keys at any depth. */

import { NESTED_SCHEMA, type Operator } from '../operator.ts';

export const EXACT: Operator = {
  name: '$exact',
  summary: 'what is written, matchers included, and no other keys at any depth',
  schema: NESTED_SCHEMA,
  example: 'body: { $exact: { id: { $type: integer }, name: pen } }',
  compile: (argument, { nested, place, known }) => nested(argument, { place, known, extent: 'whole' }),
};
