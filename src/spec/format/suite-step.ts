/** The JSON Schema of the steps of a suite: requests, what clients do, waits, and steps of other cases. */

import type { JsonObject } from '../../core/json.ts';
import { ANY, duration, type FormatKinds } from './parts.ts';
import { EXPECT, REQUEST_KEY_PATTERN, requestSchema, SAVE } from './suite-request.ts';

/** What a client does in a step: one of these. */
export const ACTIONS = ['open', 'send', 'receive', 'next', 'silent', 'close', 'closed'] as const;

const hints = (keys: string, hint: (key: string) => string): JsonObject =>
  Object.fromEntries(keys.split(' ').map((key) => [key, hint(key)]));

/** Keys that belong into a request, one floor too high: for steps and cases. */
export const REQUEST_WORDS: JsonObject = {
  ...hints(
    'params expect save until within every follow timeout',
    (key) => `it belongs to the request: GET /path: { ${key}: … }`,
  ),
  ...hints(
    'url query header headers cookie cookies body json form file files data',
    () => 'it belongs to the request: GET /path: { params: { … } }',
  ),
  ...hints(
    'status expects assert asserts response schema',
    () => 'it belongs to the request: GET /path: { expect: … }',
  ),
  ...hints('GET POST PUT PATCH DELETE HEAD OPTIONS', (method) => `the path follows it: "${method} /path"`),
};

const STEP_ELSEWHERE: JsonObject = {
  ...REQUEST_WORDS,
  ...hints(ACTIONS.join(' '), (key) => `it follows the name of a client: ann: { ${key}: … }`),
  ...hints(
    'name tags skip only rows vars clients steps before after cases verify conform',
    () => 'it belongs to the case, beside "steps"',
  ),
  request: 'write it as "GET /path: 200"',
  sleep: 'write { wait: 200ms }',
};

/** Words that would be read as something else at the head of a step. */
const TAKEN = ['wait', 'use', 'with', ...Object.keys(STEP_ELSEWHERE)].join('|');
const NAME = `(?!(?:${TAKEN})(?:\\s*,|$))[^\\s,/$]+`;

/** The name of a client: a word that means nothing else in a step. */
export const CLIENT_PATTERN = `^${NAME}$`;
/** One client, or several that do the same: `ann, bob`. */
export const CLIENTS_PATTERN = `^${NAME}(?:\\s*,\\s*${NAME})*$`;

export function stepsSchema(kinds: FormatKinds): JsonObject {
  return {
    type: 'array',
    expected: 'a list of steps',
    description: 'Steps, one after another; the first that fails ends the case.',
    items: {
      type: 'object',
      expected: 'a map such as { GET /health: 200 }',
      says: 'a step',
      elsewhere: STEP_ELSEWHERE,
      additionalProperties: false,
      properties: {
        wait: duration('Waits.'),
        use: {
          type: 'string',
          pattern: '^([^#$]+\\.test\\.(ya?ml|json))?#\\s*\\S',
          expected: 'a case such as login.test.yaml#log in; "#log in" is one of this file',
          description: 'The steps of another case, `login.test.yaml#name` or `"#name"`; what they save comes back.',
        },
        with: {
          type: 'object',
          expected: 'a map of names to values',
          description: 'Values that the case under `use` sees as `vars`.',
          additionalProperties: ANY,
        },
      },
      patternProperties: {
        [REQUEST_KEY_PATTERN]: requestSchema(kinds),
        [CLIENTS_PATTERN]: clientStepSchema(kinds),
      },
    },
  };
}

/** Without a type: a key whose value is no map is rather a mistyped word than a client. */
function clientStepSchema({ steps }: FormatKinds): JsonObject {
  const binary = steps.find(({ keys }) => keys.binary !== undefined)?.keys.binary;
  const form = binary === undefined ? '' : '; `{ binary: { base64: … } }`, with `hex` or `file` too, as a binary frame';
  return {
    says: 'a step of a client',
    description: 'What a WebSocket client does, or several.',
    elsewhere: {
      ...hints('json text binary', (key) => `write it under "send": { send: ${key === 'json' ? '{ … }' : '…'} }`),
      ...hints('expect message', () => 'write "receive", or "next" for the very next message'),
      wait: 'it is a step of its own: { wait: 200ms }',
      ...hints('params protocols ws', () => 'it stands where the client is declared, under "clients"'),
      connect: 'write { open: 101 }',
    },
    additionalProperties: false,
    properties: {
      open: {
        ...EXPECT,
        expected: 'the status of the handshake: 101, or that of a refusal',
        description: 'Connects; 101 is a success, any other status a refusal, which a map describes as under `expect`.',
      },
      send: { ...ANY, description: `Sends a frame: a tree as JSON, a text as text${form}.` },
      receive: {
        ...MESSAGE,
        description: 'Waits for the first unread message that matches: a matcher, or an expression without `${…}`.',
      },
      next: {
        ...MESSAGE,
        description: 'The very next unread message must match: a matcher, or an expression without `${…}`.',
      },
      silent: duration('Nothing new arrives for so long.'),
      close: {
        type: ['integer', 'object'],
        minimum: 1000,
        maximum: 4999,
        expected: 'a close code such as 1000, or { code: 4001, reason: bye }',
        says: '"close"',
        description: 'Closes the connection with this code.',
        additionalProperties: false,
        properties: {
          code: { type: 'integer', minimum: 1000, maximum: 4999, description: 'Default: 1000.' },
          reason: { type: 'string', description: 'Why, in at most 123 bytes.' },
        },
      },
      closed: {
        type: ['integer', 'string', 'object'],
        minimum: 1000,
        maximum: 4999,
        expected: 'a close code such as 1000, or a matcher such as { $in: [1000, 1001] }',
        description: 'Waits until the server has closed the connection with this code.',
      },
      within: duration('How long `receive`, `next` and `closed` wait. Default: 2s.'),
      save: SAVE,
    },
  };
}

const MESSAGE: JsonObject = {
  type: ['object', 'array', 'string', 'number', 'boolean'],
  expected: 'what the message looks like, such as { user: ann }; { $any: true } takes all',
};
