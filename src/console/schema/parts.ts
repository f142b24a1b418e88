/** Pieces that the schemas of the console's answers are put together from. */

import type { JsonObject } from '../../core/json.ts';

export const TEXT: JsonObject = { type: 'string' };
export const FLAG: JsonObject = { type: 'boolean' };
export const COUNT: JsonObject = { type: 'integer', minimum: 0 };
export const MS: JsonObject = { type: 'number', minimum: 0, description: 'Milliseconds.' };
export const TIME: JsonObject = { type: 'string', format: 'date-time' };
export const AT: JsonObject = { type: 'string', description: 'File and line: `goods.yaml:12`.' };
export const ANY: JsonObject = { description: 'Any JSON.' };
export const VERSION: JsonObject = {
  type: 'integer',
  minimum: 1,
  description: 'Of the project: counted up by each publication.',
};
export const LAST: JsonObject = {
  type: 'integer',
  minimum: 0,
  description: 'The number of the youngest entry of the journal: as `since` it means "from now on".',
};

/** `text` is what it means. */
export function described(schema: JsonObject, text: string): JsonObject {
  return { ...schema, description: text };
}

/** An object that has all of `required`, perhaps some of `optional`, and nothing else. */
export function object(required: JsonObject, optional: JsonObject = {}): JsonObject {
  return {
    type: 'object',
    required: Object.keys(required),
    additionalProperties: false,
    properties: { ...required, ...optional },
  };
}

export function list(items: JsonObject): JsonObject {
  return { type: 'array', items };
}

/** A map from any name. */
export function mapOf(values: JsonObject): JsonObject {
  return { type: 'object', additionalProperties: values };
}

export function orNull(schema: JsonObject): JsonObject {
  return typeof schema.type === 'string'
    ? { ...schema, type: [schema.type, 'null'] }
    : { oneOf: [schema, { type: 'null' }] };
}

export function constant(value: string): JsonObject {
  return { type: 'string', const: value };
}

export function words(...values: readonly string[]): JsonObject {
  return { type: 'string', enum: values };
}

/** One of the shared schemas of the document. */
export function shared(name: string): JsonObject {
  return { $ref: `#/components/schemas/${name}` };
}
