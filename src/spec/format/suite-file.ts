/** The JSON Schema of a suite of interface tests: what people write in `*.test.yaml`. */

import type { JsonObject } from '../../core/json.ts';
import { CHECK_SCHEMA } from './checks.ts';
import { ANY, type FormatKinds } from './parts.ts';
import { CONFORM, defaultsSchema, handshakeParams, REQUEST_KEY_PATTERN, requestSchema } from './suite-request.ts';
import { ACTIONS, CLIENT_PATTERN, REQUEST_WORDS, stepsSchema } from './suite-step.ts';

export function suiteFileSchema(kinds: FormatKinds): JsonObject {
  const steps = stepsSchema(kinds);
  return {
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    title: 'mockapi interface tests',
    type: ['object', 'null'],
    expected: 'a map with "cases"',
    says: 'a suite',
    elsewhere: SUITE_ELSEWHERE,
    required: ['cases'],
    additionalProperties: false,
    properties: {
      $schema: { type: 'string' },
      suite: { type: 'string', minLength: 1, description: 'Its name. Default: the name of the file.' },
      tags: { ...TAGS, description: 'Words to choose cases by: `--tag smoke`; these are of every case.' },
      vars: { ...VARS, description: 'Values for expressions: `${vars.name}`; `--var name=value` wins.' },
      secrets: {
        type: 'array',
        items: {
          type: 'string',
          pattern: '^(vars|env|saved|row)(\\.[^.\\s]+)+$',
          expected: 'a path such as vars.token, env.PASSWORD or saved.token',
        },
        description: 'Values that no output shows: `vars.token`, `env.PASSWORD`, `saved.token`.',
      },
      defaults: defaultsSchema(kinds),
      before: { ...steps, description: 'Steps once, before the first case; when one fails, no case can pass.' },
      after: { ...steps, description: 'Steps once, after the last case, whatever happened.' },
      cases: {
        type: 'array',
        minItems: 1,
        expected: 'a list with at least one case',
        description: 'The tests, one after another. A short one is a request and its status: `- GET /health: 200`.',
        items: caseSchema(kinds, steps),
      },
    },
  };
}

const inCase = 'it belongs to a case: a list item under "cases"';
const underDefaults = 'write it under "defaults": defaults: { params: { … } }';
const onCommandLine = 'where the tests go is said when they are run: mockapi test --target URL';

const SUITE_ELSEWHERE: JsonObject = {
  ...Object.fromEntries(
    ['steps', 'rows', 'skip', 'only', 'clients', 'verify', 'use', 'wait', 'expect'].map((key) => [key, inCase]),
  ),
  ...Object.fromEntries(
    ['params', 'header', 'headers', 'cookies', 'query', 'follow', 'conform'].map((key) => [key, underDefaults]),
  ),
  ...Object.fromEntries(['target', 'url', 'base', 'baseUrl', 'host'].map((key) => [key, onCommandLine])),
  name: 'write "suite"',
  tests: 'write "cases"',
  setup: 'write "before"',
  teardown: 'write "after"',
  routes: 'interface tests stand in a file of their own, beside the routes',
  timeout: 'write it in the request, or run with --timeout',
  '^[A-Za-z]*\\s*/': 'put it under "cases:"',
};

const TAGS: JsonObject = { type: 'array', items: { type: 'string', minLength: 1 }, uniqueItems: true };

const VARS: JsonObject = { type: 'object', expected: 'a map of names to values', additionalProperties: ANY };

const isStep = 'it is a step: write it under "steps"';

function caseSchema(kinds: FormatKinds, steps: JsonObject): JsonObject {
  return {
    type: 'object',
    expected: 'a map such as { GET /health: 200 }',
    says: 'a case',
    elsewhere: {
      ...REQUEST_WORDS,
      ...Object.fromEntries([...ACTIONS, 'wait', 'use', 'with'].map((key) => [key, isStep])),
      before: 'write it as the first of "steps"; once for all cases it belongs to the file, beside "cases"',
      defaults: 'it belongs to the file, beside "cases"',
      secrets: 'it belongs to the file, beside "cases"',
      request: 'write it as "GET /path: 200"',
      when: 'a case of a suite has no condition; "skip" and tags choose what runs',
    },
    additionalProperties: false,
    properties: {
      name: {
        type: 'string',
        minLength: 1,
        description: 'What it shows, in words. Default: its request. With `rows` it may hold `${row.name}`.',
      },
      tags: { ...TAGS, description: 'Words to choose it by: `--tag smoke`.' },
      skip: {
        type: ['boolean', 'string'],
        minLength: 1,
        expected: 'true, or why',
        description: 'Does not run it: true, or why.',
      },
      only: { type: 'boolean', description: 'Runs only this one and its like: for the moment, while writing it.' },
      rows: {
        type: ['array', 'string'],
        minItems: 1,
        items: { type: 'object', expected: 'a map of names to values' },
        pattern: '^[^$]+\\.(csv|json)$',
        expected: 'a file that ends in .csv or .json, or a list of maps',
        description:
          'Runs it once for each row, seen as `${row.name}`: a CSV or JSON file, relative to this one, or a list of maps.',
      },
      vars: { ...VARS, description: 'Values for the expressions of this case, over those of the suite.' },
      clients: {
        type: 'object',
        expected: 'a map of names to clients such as { ann: { ws: /ws/lobby/ann } }',
        description: 'WebSocket clients by name; a step `- ann: { open: 101 }` connects one.',
        propertyNames: { pattern: CLIENT_PATTERN, expected: 'a name such as ann that means nothing else in a step' },
        additionalProperties: clientSchema(kinds),
      },
      steps,
      after: { ...steps, description: 'Steps at the end, whatever happened.' },
      verify: VERIFY,
      conform: CONFORM,
    },
    patternProperties: { [REQUEST_KEY_PATTERN]: requestSchema(kinds) },
  };
}

function clientSchema(kinds: FormatKinds): JsonObject {
  const underParams = 'write it under "params"';
  return {
    type: 'object',
    expected: 'a map such as { ws: /ws/lobby/ann }',
    says: 'a client',
    elsewhere: {
      ...Object.fromEntries(['header', 'headers', 'cookie', 'query'].map((key) => [key, underParams])),
      ...Object.fromEntries([...ACTIONS].map((key) => [key, 'it belongs to a step: - ann: { open: 101 }'])),
      url: 'write the path under "ws"',
      path: 'write "ws"',
    },
    required: ['ws'],
    additionalProperties: false,
    properties: {
      ws: {
        type: 'string',
        pattern: '^(/|wss?://|\\$\\{)',
        expected: 'a path such as /ws/lobby/ann',
        description: 'The path that it connects to, with its query.',
      },
      params: handshakeParams(kinds),
      protocols: {
        type: 'array',
        uniqueItems: true,
        // RFC 6455 §4.1: a token of RFC 9110 §5.6.2
        items: {
          type: 'string',
          pattern: "^[!#$%&'*+.^_`|~0-9A-Za-z-]+$",
          expected: 'a sub-protocol such as v1.chat, without spaces and commas',
        },
        description: 'Sub-protocols that it offers, the preferred first.',
      },
    },
  };
}

const SELECTOR_ELSEWHERE: JsonObject = Object.fromEntries(
  ['url', 'query', 'header', 'cookie', 'body', 'form', 'file'].map((key) => [
    key,
    `write it under "where": { ${key}: … }`,
  ]),
);

const VERIFY: JsonObject = {
  type: 'array',
  minItems: 1,
  expected: 'a list of checks such as { unmatched: 0 }',
  description: 'What the mock received since the case began. On a target it is not checked.',
  items: { ...CHECK_SCHEMA, elsewhere: SELECTOR_ELSEWHERE },
};
