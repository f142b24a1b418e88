/** Pieces that the schemas of several file kinds share. */

import { DURATION_PATTERN } from '../../core/duration.ts';
import type { JsonObject } from '../../core/json.ts';
import { SIZE_PATTERN } from '../../core/size.ts';

/** The kinds that a file may name, as far as their schemas go; kinds/ fills it in. */
export interface FormatKinds {
  readonly sources: readonly { readonly name: string; readonly summary: string; readonly schema: JsonObject }[];
  readonly answers: readonly { readonly name: string; readonly summary: string; readonly schema: JsonObject }[];
  /** `keys`: the schema of each key that such a step may have. */
  readonly steps: readonly { readonly name: string; readonly summary: string; readonly keys: JsonObject }[];
}

export const ANY: JsonObject = {};

export const duration = (description: string): JsonObject => ({
  type: 'string',
  pattern: DURATION_PATTERN,
  expected: 'a duration such as 200ms, 5s or 1m',
  description,
});

export const size = (description: string): JsonObject => ({
  type: 'string',
  pattern: SIZE_PATTERN,
  expected: 'a size such as 64KB or 2MB',
  description,
});

/** A number of times, or a matcher over it. */
export const times = (description: string): JsonObject => ({
  type: ['integer', 'object'],
  minimum: 0,
  minProperties: 1,
  propertyNames: { pattern: '^\\$[^$]', expected: 'a matcher such as $gte' },
  expected: 'a whole number from 0 on, or a matcher such as { $gte: 1 }',
  description,
});

/** `200ms` or `100ms..2s`. */
export const DELAY: JsonObject = {
  type: 'string',
  pattern: '^\\d+(\\.\\d+)?(ms|s|m|h|d)(\\.\\.\\d+(\\.\\d+)?(ms|s|m|h|d))?$',
  expected: 'a duration such as 200ms, or a range such as 100ms..2s',
  description: 'How long to wait before the answer: `200ms`, or a random time in `100ms..2s`.',
};

export const TAGS: JsonObject = {
  type: 'array',
  items: { type: 'string' },
  uniqueItems: true,
  description: 'Words to group routes by.',
};

export const VARS: JsonObject = {
  type: 'object',
  additionalProperties: ANY,
  description: 'Constants for expressions: `${vars.name}`.',
};

export const COERCE: JsonObject = {
  type: 'boolean',
  description: 'Turns texts in JSON bodies into the numbers and booleans that the schema asks for. Default: false.',
};

export const PREFIX: JsonObject = {
  type: 'string',
  pattern: '^(/.*)?$',
  expected: 'a path that begins with "/"',
  description: 'Put before every path below.',
};

export const HEADERS: JsonObject = {
  type: 'object',
  description: 'Response headers; a list sends the header several times.',
  additionalProperties: {
    type: ['string', 'number', 'boolean', 'array'],
    items: { type: ['string', 'number', 'boolean'] },
    expected: 'a text, a number or a list of them',
  },
};

export const COOKIES: JsonObject = {
  type: 'object',
  description: 'Cookies to set: a value, or a map with `value` and attributes.',
  additionalProperties: {
    type: ['string', 'number', 'boolean', 'object'],
    expected: 'a text, or a map with "value" and attributes',
    says: 'a cookie',
    required: ['value'],
    additionalProperties: false,
    properties: {
      value: { type: ['string', 'number', 'boolean'], description: 'The value; percent-encoded where it must be.' },
      maxAge: duration('How long the browser keeps it.'),
      expires: { type: 'string', description: 'The date when it ends, ISO 8601.' },
      path: { type: 'string', description: 'Default: `/`.' },
      domain: { type: 'string' },
      httpOnly: { type: 'boolean' },
      secure: { type: 'boolean' },
      sameSite: { type: 'string', enum: ['strict', 'lax', 'none'] },
      partitioned: { type: 'boolean' },
    },
  },
};

const answerKey = (what: string): JsonObject => ({
  type: 'object',
  description: what,
  says: 'this answer of the envelope',
  additionalProperties: false,
  properties: { status: statusSchema(), code: ANY, message: ANY, data: ANY },
});

export const ENVELOPE: JsonObject = {
  type: ['object', 'string'],
  expected: 'a map, or none',
  pattern: '^none$',
  says: 'the envelope',
  description: 'The frame around every answer; `none` switches it off.',
  additionalProperties: false,
  properties: {
    body: { description: 'Any tree; `${code}`, `${message}` and `${data}` are filled in.' },
    success: {
      ...answerKey('`code` and `message` of an answer below 400.'),
      properties: { code: ANY, message: ANY },
    },
    invalid: answerKey('A request that misses its parameters; `errors` lists every violation.'),
    unmatched: answerKey('No route, or no case of it, takes the request.'),
    refused: {
      ...answerKey('400, 405, 413, 415, 431: the status is the refusal’s own.'),
      properties: { code: ANY, message: ANY, data: ANY },
    },
    failed: answerKey('An expression failed while the answer was made.'),
  },
};

/** 200 to 599, or an expression that gives one. */
export function statusSchema(): JsonObject {
  return {
    type: ['integer', 'string'],
    minimum: 200,
    maximum: 599,
    pattern: '^\\$\\{.*\\}$',
    expected: 'a status from 200 to 599',
    description: 'HTTP status, 200 to 599. Default: 200.',
  };
}

/** The keys that `_defaults.yaml` and a route file share. */
export function sharedKeys(kinds: FormatKinds): JsonObject {
  return {
    prefix: PREFIX,
    tags: TAGS,
    params: paramsSchema(kinds),
    vars: VARS,
    headers: HEADERS,
    envelope: ENVELOPE,
    coerce: COERCE,
    delay: DELAY,
  };
}

export function paramsSchema(kinds: FormatKinds): JsonObject {
  return {
    type: 'object',
    description: 'What a request must bring, by source.',
    says: '"params"',
    additionalProperties: false,
    properties: Object.fromEntries(kinds.sources.map((kind) => [kind.name, kind.schema])),
  };
}

/** Words kept for later: known, without effect yet. */
export function reservedKeys(): JsonObject {
  const words = [
    'resources',
    'scenario',
    'sequence',
    'weight',
    'fault',
    'proxy',
    'session',
    'store',
    'record',
    'stream',
    'webhook',
  ];
  return Object.fromEntries(words.map((word) => [word, { notBuiltYet: `"${word}" is kept for a later version` }]));
}
