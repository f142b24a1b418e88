/** The JSON Schema of a `mockapi.yaml`: all keys are optional, their defaults are in spec/settings.ts. */

import type { JsonObject } from '../../core/json.ts';
import { COERCE, duration, ENVELOPE, size, VARS } from './parts.ts';

const ON_OFF: JsonObject = { type: ['string', 'boolean'], enum: ['on', 'off', true, false], expected: 'on or off' };

const port = (description: string): JsonObject => ({
  type: 'integer',
  minimum: 0,
  maximum: 65535,
  expected: 'a port from 0 to 65535',
  description,
});

const count = (description: string): JsonObject => ({
  type: 'integer',
  minimum: 1,
  expected: 'a whole number from 1 on',
  description,
});

const group = (says: string, description: string, properties: JsonObject): JsonObject => ({
  type: 'object',
  says,
  description,
  additionalProperties: false,
  properties,
});

/** A group that may be switched off with the word `off`. */
const switchable = (says: string, description: string, properties: JsonObject): JsonObject => ({
  ...group(says, description, properties),
  type: ['object', 'string', 'boolean'],
  pattern: '^(on|off)$',
  expected: 'a map, or off',
});

/** Letters that no client writes in two ways, so that a path is compared as it comes. */
const DOCS_PATH = '/([A-Za-z0-9._~-]+(/[A-Za-z0-9._~-]+)*/?)?';

const docsPath = (description: string): JsonObject => ({
  type: 'string',
  pattern: `^${DOCS_PATH}$`,
  expected: 'a path of letters, digits, ".", "_", "~" and "-", such as /docs',
  description,
});

/** More do not fit into the memory of a process. */
const MOST_ENTRIES = 1_000_000;

const ROUTE_FILE_KEYS = ['routes', 'channels', 'prefix', 'tags', 'params', 'headers', 'delay'];

export function settingsFileSchema(): JsonObject {
  return {
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    title: 'mockapi settings',
    type: ['object', 'null'],
    expected: 'a map of settings',
    says: 'mockapi.yaml',
    elsewhere: Object.fromEntries([...ROUTE_FILE_KEYS].map((key) => [key, 'it belongs to a route file'])),
    additionalProperties: false,
    properties: {
      $schema: { type: 'string' },
      server: group('"server"', 'Where the mock listens.', {
        host: { type: 'string', minLength: 1, expected: 'a host name or address', description: 'Default: 127.0.0.1.' },
        port: port('Default: 8010; 0 takes a free one.'),
        headers: { ...ON_OFF, description: 'Sends `x-mockapi-route` and its kin. Default: on.' },
      }),
      cors: {
        ...switchable('"cors"', 'Cross-origin requests. Default: on.', {
          origins: { type: 'array', items: { type: 'string' }, description: 'Origins that may read answers.' },
          credentials: { type: 'boolean', description: 'Whether they may send credentials.' },
        }),
        expected: 'on, off or a map with "origins"',
      },
      console: switchable('"console"', 'The API that shows and steers the mock, on a port of its own. Default: on.', {
        host: {
          type: 'string',
          minLength: 1,
          expected: 'a host name or address',
          description: 'Default: 127.0.0.1. Any that other machines reach needs a `token`.',
        },
        port: port('Default: 8011, or a free one when that is taken; 0 takes a free one.'),
        token: {
          type: 'string',
          pattern: '^[!-~]+$',
          expected: 'a text of visible ASCII characters, without spaces',
          description: 'What everyone who asks has to send: `Authorization: Bearer TOKEN`. Default: none.',
        },
      }),
      docs: {
        ...switchable('"docs"', 'Pages about the mock, on its own port. Default: /docs.', {
          path: docsPath(
            'Where Swagger UI stands; redoc, openapi.json and openapi.yaml stand beside it. Default: /docs.',
          ),
          title: { type: 'string', minLength: 1, expected: 'a text', description: 'What the API is called there.' },
          version: {
            type: 'string',
            minLength: 1,
            expected: 'a text such as "1.2.0"',
            description: 'Which version of the API it is.',
          },
          description: { type: 'string', description: 'More words about the API, in Markdown.' },
        }),
        pattern: `^(on|off|${DOCS_PATH})$`,
        expected: 'a path such as /docs, a map with "path", or off',
      },
      envelope: ENVELOPE,
      vars: VARS,
      coerce: COERCE,
      security: {
        ...ON_OFF,
        description: 'Whether OpenAPI documents ask for the credentials that they name. Default: on.',
      },
      locale: {
        type: 'string',
        minLength: 1,
        expected: 'a language such as en or zh_CN',
        description: 'Language of invented data, such as `en` or `zh_CN`. Default: en.',
      },
      seed: {
        type: 'integer',
        minimum: 0,
        maximum: 4294967295,
        expected: 'a whole number from 0 to 4294967295',
        description: 'Makes invented data repeatable. Default: a fresh one, printed at start.',
      },
      limits: group('"limits"', 'What a request may be at most.', {
        body: size('JSON, form and raw bodies. Default: 1MB.'),
        upload: size('A multipart request. Default: 32MB.'),
        memory: size('An upload beyond it is spooled to disk. Default: 64KB.'),
        headers: size('All headers of a request. Default: 16KB.'),
        depth: count('Levels of a JSON body. Default: 64.'),
        fields: count('Form fields, or parts of a multipart request. Default: 1000.'),
      }),
      log: switchable('"log"', 'Log files.', {
        dir: {
          type: 'string',
          minLength: 1,
          expected: 'the name of a folder',
          description: 'Folder of the files. Default: ../logs.',
        },
        level: { type: 'string', enum: ['error', 'warn', 'info', 'debug'], description: 'Default: info.' },
        rotate: {
          type: 'string',
          pattern: '^(daily|hourly|([01]?\\d|2[0-3]):[0-5]\\d)$',
          expected: 'daily, hourly or a time of day such as "12:00"',
          description: 'When a new file begins. Default: daily.',
        },
        keep: duration('How long files are kept. Default: 5d.'),
      }),
      journal: switchable('"journal"', 'What the mock remembers of requests and messages. Default: on.', {
        keep: {
          ...count('Requests, connections and messages; the oldest are forgotten first. Default: 1000.'),
          maximum: MOST_ENTRIES,
          expected: `a whole number from 1 to ${MOST_ENTRIES}`,
        },
        bytes: size('What they may take in memory, roughly. Default: 64MB.'),
        mask: {
          type: 'array',
          items: { type: 'string', minLength: 1, expected: 'a value such as header.authorization' },
          expected: 'a list such as [header.authorization, body.user.password]',
          description:
            'Values that nobody gets to read: a source and the names from there on, such as `header.authorization`, `cookie.sid`, `query.token`, `body.user.password`, `message.token`. Default: none.',
        },
      }),
      workers: { notBuiltYet: '"workers" is kept for a later version' },
      redis: { notBuiltYet: '"redis" is kept for a later version' },
      tls: { notBuiltYet: '"tls" is kept for a later version' },
      proxy: { notBuiltYet: '"proxy" is kept for a later version' },
      store: { notBuiltYet: '"store" is kept for a later version' },
      record: { notBuiltYet: '"record" is kept for a later version' },
      session: { notBuiltYet: '"session" is kept for a later version' },
    },
  };
}
