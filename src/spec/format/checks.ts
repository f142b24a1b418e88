/** The JSON Schema of a check of the journal, and of a filter for its requests: written in suites, sent as JSON. */

import type { JsonObject } from '../../core/json.ts';
import { duration, times } from './parts.ts';

const REQUEST: JsonObject = {
  type: 'string',
  pattern: '\\S',
  expected: 'a request such as "PUT /goods/{id}"',
  description:
    'A route (`PUT /goods/{id}`), or a method and a path as sent (`PUT /goods/1`); a path alone takes any method, `WS /chat/{room}` are handshakes.',
};

const WHERE: JsonObject = {
  type: ['string', 'object'],
  minLength: 1,
  expected: 'an expression, or a map of sources to what they must be',
  description: 'What its parameters must be: `{ body: { name: pen } }`, or an expression.',
};

const SELECTOR: JsonObject = {
  type: 'object',
  required: ['request'],
  additionalProperties: false,
  properties: { request: REQUEST, where: WHERE },
};

/** Which of its keys stand together is not said here: that is found, and told better, when checks are compiled. */
export const CHECK_SCHEMA: JsonObject = {
  type: 'object',
  expected: 'a map such as { request: "GET /goods", times: 1 }',
  says: 'a check',
  additionalProperties: false,
  properties: {
    request: REQUEST,
    where: WHERE,
    times: times('How often such a request came: a number, or a matcher. Default: at least once.'),
    order: {
      type: 'array',
      minItems: 2,
      description: 'Requests that came one after another, whatever came between them.',
      items: {
        ...SELECTOR,
        type: ['string', 'object'],
        minLength: 1,
        expected: 'a request such as "PUT /goods/{id}", or a map with "request" and "where"',
        says: 'a step of "order"',
      },
    },
    unmatched: times('How many requests met no route, no method or no case: a number, or a matcher.'),
    invalid: times('How many requests and messages were refused for what they carried: a number, or a matcher.'),
    within: duration('How long to wait until it holds. Default: it has to hold now.'),
  },
};

export const REQUEST_SELECTOR_SCHEMA: JsonObject = {
  ...SELECTOR,
  expected:
    'a request such as "PUT /goods/{id}", or a map such as { request: "PUT /goods/{id}", where: { body: { name: pen } } }',
  says: 'a request to wait for',
};

export const REQUEST_FILTER_SCHEMA: JsonObject = {
  type: 'object',
  expected: 'a map such as { request: "GET /goods", status: 404 }',
  says: 'a filter',
  additionalProperties: false,
  properties: {
    request: REQUEST,
    where: WHERE,
    status: {
      type: ['integer', 'object'],
      minimum: 100,
      maximum: 599,
      minProperties: 1,
      propertyNames: { pattern: '^\\$[^$]', expected: 'a matcher such as $gte' },
      expected: 'a status such as 404, or a matcher such as { $gte: 400 }',
      description: 'The status of the answer: a number, or a matcher.',
    },
    outcome: {
      type: 'string',
      enum: ['answered', 'unmatched', 'invalid', 'refused', 'failed'],
      description: 'How the request ended.',
    },
    method: { type: 'string', minLength: 1, description: 'The method; `WS` for handshakes.' },
    path: {
      type: 'string',
      pattern: '^/[^?]*$',
      expected: 'a path such as /goods/1 or /goods/{id}',
      description: 'The path, as sent or with parameters.',
    },
    id: { type: 'string', minLength: 1, description: 'The id of the request, as the log has it.' },
    since: {
      type: 'integer',
      minimum: 0,
      expected: 'a number of the journal',
      description: 'Leaves out everything up to this number of the journal.',
    },
    limit: {
      type: 'integer',
      minimum: 1,
      expected: 'a whole number from 1 on',
      description: 'Only the youngest so many.',
    },
  },
};
