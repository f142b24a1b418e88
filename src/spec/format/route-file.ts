/** The JSON Schema of a route file: what people may write, checked when it is loaded and used by their editors. */

import type { JsonObject } from '../../core/json.ts';
import { channelSchema } from './channel.ts';
import {
  ANY,
  COERCE,
  COOKIES,
  DELAY,
  ENVELOPE,
  type FormatKinds,
  HEADERS,
  paramsSchema,
  reservedKeys,
  sharedKeys,
  statusSchema,
  TAGS,
  times,
  VARS,
} from './parts.ts';

export function routeFileSchema(kinds: FormatKinds): JsonObject {
  return {
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    title: 'mockapi route file',
    type: ['object', 'null'],
    expected: 'a map with "routes" or "channels"',
    says: 'a route file',
    elsewhere: SETTINGS_KEYS,
    additionalProperties: false,
    properties: {
      $schema: { type: 'string' },
      ...sharedKeys(kinds),
      routes: {
        type: ['object', 'null'],
        expected: 'a map of `METHOD /path` to what it answers',
        description: 'Routes by `METHOD /path`.',
        additionalProperties: routeSchema(kinds),
      },
      channels: {
        type: ['object', 'null'],
        description: 'WebSocket channels by path.',
        expected: 'a map of paths to channels',
        additionalProperties: channelSchema(kinds),
      },
      ...reservedKeys(),
    },
  };
}

const besideRoutes = 'it belongs to mockapi.yaml';
const SETTINGS_KEYS: JsonObject = Object.fromEntries(
  ['server', 'cors', 'console', 'docs', 'locale', 'seed', 'limits', 'log', 'journal'].map((key) => [key, besideRoutes]),
);
const besideCases = 'it belongs to the route, beside "cases"';
const ROUTE_KEYS: JsonObject = Object.fromEntries(
  ['name', 'summary', 'description', 'deprecated', 'tags', 'params', 'vars', 'coerce', 'response', 'cases'].map(
    (key) => [key, besideCases],
  ),
);

function routeSchema(kinds: FormatKinds): JsonObject {
  return {
    type: ['object', 'null'],
    expected: 'a map',
    says: 'a route',
    elsewhere: {
      when: 'it belongs to a case: a list item under "cases"',
      prefix: 'it belongs to the file, beside "routes"',
    },
    additionalProperties: false,
    properties: {
      name: { type: 'string', description: 'A short name. Default: `METHOD /path`.' },
      summary: { type: 'string', description: 'One line for lists and docs.' },
      description: { type: 'string', description: 'More words for docs.' },
      deprecated: { type: 'boolean' },
      tags: TAGS,
      params: paramsSchema(kinds),
      vars: VARS,
      coerce: COERCE,
      response: {
        type: 'object',
        description: 'What `data` promises, by status: a JSON Schema each.',
        propertyNames: { pattern: '^[1-5]([0-9]{2}|[Xx]{2})$|^default$', expected: 'a status: 200, 4XX or default' },
        additionalProperties: { type: ['object', 'boolean'], expected: 'a JSON Schema' },
      },
      cases: {
        type: 'array',
        minItems: 1,
        expected: 'a list with at least one case',
        description: 'Tried in order; the first whose `when` holds answers. One without `when` takes the rest.',
        items: {
          type: 'object',
          expected: 'a map with "when" and an answer',
          says: 'a case',
          elsewhere: ROUTE_KEYS,
          additionalProperties: false,
          properties: {
            when: {
              type: ['string', 'object', 'boolean'],
              expected: 'an expression, or a map of sources to what they must be',
              description: 'An expression without `${…}`, or a map: `{ query: { dry_run: true } }`.',
            },
            ...answerKeys(kinds),
          },
        },
      },
      ...answerKeys(kinds),
      security: { notBuiltYet: 'it comes with a later version' },
      ...reservedKeys(),
    },
  };
}

/** What a route, or each of its cases, answers with. */
function answerKeys(kinds: FormatKinds): JsonObject {
  return {
    ...Object.fromEntries(kinds.answers.map((kind) => [kind.name, kind.schema])),
    status: statusSchema(),
    code: {
      ...ANY,
      description: 'The business code of the envelope. Default: `success.code` below 400, else the status.',
    },
    message: {
      ...ANY,
      description: 'The message of the envelope. Default: `success.message` below 400, else the status’s phrase.',
    },
    headers: HEADERS,
    cookies: COOKIES,
    delay: DELAY,
    envelope: ENVELOPE,
    times: times(
      'How often it is expected to answer: a number, or a matcher such as `{ $gte: 1 }`; `verify` checks it.',
    ),
  };
}
