/** The JSON Schema of a parameter as people write it: a type word, or JSON Schema's keywords with ours beside them. */

import type { JsonObject } from '../../core/json.ts';

/** The words that a parameter may be declared with alone: `id: integer`. */
export const TYPE_WORDS = ['string', 'integer', 'number', 'boolean', 'array', 'object', 'null'] as const;

const SCHEMA: JsonObject = { type: ['object', 'boolean'], expected: 'a JSON Schema' };
const SCHEMAS: JsonObject = { type: 'array', items: SCHEMA, minItems: 1, expected: 'a list of JSON Schemas' };
const SCHEMA_MAP: JsonObject = { type: 'object', additionalProperties: SCHEMA, expected: 'a map of JSON Schemas' };
const COUNT: JsonObject = { type: 'integer', minimum: 0, expected: 'a whole number from 0 on' };
const NUMBER: JsonObject = { type: 'number' };
const TEXT: JsonObject = { type: 'string' };
const FLAG: JsonObject = { type: 'boolean' };

const says = (schema: JsonObject, description: string): JsonObject => ({ ...schema, description });

/** JSON Schema 2020-12, as the validator takes it. */
const KEYWORDS: JsonObject = {
  $ref: says(TEXT, 'A schema elsewhere: `../schemas/item.schema.json`, or `#/…` in this file.'),
  $defs: says(SCHEMA_MAP, 'Schemas to refer to from within this one.'),
  $anchor: says(TEXT, 'A name for this schema: `$ref: "#name"` leads here.'),
  $id: TEXT,
  $schema: TEXT,
  $comment: TEXT,
  $dynamicRef: TEXT,
  $dynamicAnchor: TEXT,
  type: {
    type: ['string', 'array'],
    items: { type: 'string', enum: [...TYPE_WORDS] },
    if: { type: 'string' },
    // biome-ignore lint/suspicious/noThenProperty: a keyword of JSON Schema
    then: { enum: [...TYPE_WORDS] },
    description: 'What the value is; a list such as `[integer, "null"]` admits several types.',
  },
  enum: { type: 'array', minItems: 1, description: 'The values that are allowed.' },
  const: { description: 'The only value that is allowed.' },
  default: { description: 'The value when there is none.' },
  minimum: says(NUMBER, 'The least number.'),
  maximum: says(NUMBER, 'The greatest number.'),
  exclusiveMinimum: says(NUMBER, 'The number must be greater than this.'),
  exclusiveMaximum: says(NUMBER, 'The number must be less than this.'),
  multipleOf: { type: 'number', exclusiveMinimum: 0, description: 'The number must be a multiple of this.' },
  minLength: says(COUNT, 'The least number of characters.'),
  maxLength: says(COUNT, 'The greatest number of characters.'),
  pattern: says(TEXT, 'A regular expression in RE2 syntax that the text must match.'),
  format: says(TEXT, 'What the text means: `date-time`, `date`, `email`, `uuid`, `uri`, `ipv4` …'),
  contentEncoding: TEXT,
  contentMediaType: TEXT,
  contentSchema: SCHEMA,
  items: says(SCHEMA, 'The schema of every item.'),
  prefixItems: says(SCHEMAS, 'The schemas of the first items, in their order.'),
  contains: says(SCHEMA, 'The schema of at least one item.'),
  minContains: says(COUNT, 'How many items must match `contains`.'),
  maxContains: says(COUNT, 'How many items may match `contains`.'),
  minItems: says(COUNT, 'The least number of items.'),
  maxItems: says(COUNT, 'The greatest number of items.'),
  uniqueItems: says(FLAG, 'No item may be there twice.'),
  unevaluatedItems: SCHEMA,
  properties: says(SCHEMA_MAP, 'The schema of each property.'),
  patternProperties: says(SCHEMA_MAP, 'The schema of properties whose name matches a pattern.'),
  additionalProperties: says(SCHEMA, '`false` refuses other properties; a schema says what they must be.'),
  propertyNames: SCHEMA,
  unevaluatedProperties: SCHEMA,
  minProperties: says(COUNT, 'The least number of properties.'),
  maxProperties: says(COUNT, 'The greatest number of properties.'),
  dependentRequired: { type: 'object', additionalProperties: { type: 'array', items: TEXT } },
  dependentSchemas: SCHEMA_MAP,
  allOf: says(SCHEMAS, 'All of these must match.'),
  anyOf: says(SCHEMAS, 'At least one of these must match.'),
  oneOf: says(SCHEMAS, 'Exactly one of these must match.'),
  not: says(SCHEMA, 'This must not match.'),
  if: says(SCHEMA, 'When this matches, `then` must too, otherwise `else`.'),
  // biome-ignore lint/suspicious/noThenProperty: a keyword of JSON Schema
  then: SCHEMA,
  else: SCHEMA,
  title: TEXT,
  description: says(TEXT, 'What it is for; shown in the docs.'),
  example: { description: 'A value to show in the docs.' },
  examples: { type: 'array', description: 'Values to show in the docs.' },
  deprecated: FLAG,
  readOnly: FLAG,
  writeOnly: FLAG,
};

/** The answer instead of the general validation error. */
export const ERROR_SCHEMA: JsonObject = {
  type: 'object',
  says: 'an error',
  additionalProperties: false,
  properties: {
    status: {
      type: ['integer', 'string'],
      minimum: 200,
      maximum: 599,
      pattern: '^\\$\\{.*\\}$',
      expected: 'a status from 200 to 599',
      description: 'HTTP status, 200 to 599.',
    },
    code: { type: ['integer', 'number', 'string'], description: 'The business code: a number or `"${vars.codes.…}"`.' },
    message: { type: 'string', description: 'What it says; may hold `${…}`.' },
  },
  description: 'What to answer when this parameter is what is wrong, instead of the general validation error.',
};

const REQUIRED: JsonObject = {
  type: ['boolean', 'array'],
  items: TEXT,
  expected: 'true or false (or, for an object, the list of its required properties)',
};

const STYLE: JsonObject = {
  type: 'string',
  enum: ['repeat', 'comma'],
  description:
    'How a list is written: `a=1&a=2` (`repeat`, the default) or `a=1,2` (`comma`; always so in `url` and `header`).',
};

function declaration(own: JsonObject): JsonObject {
  return {
    type: ['string', 'object'],
    expected: `a type (${TYPE_WORDS.join(', ')}) or a JSON Schema`,
    says: 'a parameter',
    elsewhere: { additional: 'it stands beside the parameters of its source' },
    if: { type: 'string' },
    // biome-ignore lint/suspicious/noThenProperty: a keyword of JSON Schema
    then: { enum: [...TYPE_WORDS] },
    additionalProperties: false,
    patternProperties: { '^x-': {} },
    properties: { ...own, ...KEYWORDS },
  };
}

const PARAMETER = declaration({
  required: { ...REQUIRED, description: 'True when the request must bring it. Default: false; in `url` always true.' },
  style: STYLE,
  error: ERROR_SCHEMA,
});

const BODY = declaration({
  required: {
    ...REQUIRED,
    description: '`false` makes the body optional; a list names the required properties, as in JSON Schema.',
  },
  error: ERROR_SCHEMA,
});

/** What may stand under a text source. */
export function textSourceSchema(description: string): JsonObject {
  return namedSchema(description, PARAMETER);
}

/** What may stand under `body`. */
export function bodySchema(description: string): JsonObject {
  return { ...BODY, description };
}

/** A map of parameters by name, each as `parameter` says, and the switch `additional: false`. */
export function namedSchema(description: string, parameter: JsonObject): JsonObject {
  return {
    type: 'object',
    expected: 'a map of parameters by name',
    description,
    additionalProperties: parameter,
    properties: {
      additional: {
        // A parameter may happen to have this name.
        if: { type: 'boolean' },
        else: parameter,
        description: '`false` refuses what is not declared here. Default: true.',
      },
    },
  };
}
