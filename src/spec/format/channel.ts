/** The JSON Schema of a channel: what people write below `channels:`. */

import type { JsonObject } from '../../core/json.ts';
import { HANDSHAKE_SOURCES } from '../../core/source.ts';
import { duration, ENVELOPE, type FormatKinds, paramsSchema, reservedKeys, size, TAGS, VARS } from './parts.ts';

/** Built-in rules by name. */
export const PRESET_NAMES = ['chat'];

const underOn = 'it belongs under "on:"';
const besideChannels = 'it belongs to the file, beside "channels"';
const sayIt = 'a channel answers with steps: on: { join: [ { to: sender, json: … } ] }';

const CHANNEL_ELSEWHERE: JsonObject = {
  ...Object.fromEntries(['join', 'leave', 'invalid'].map((key) => [key, underOn])),
  ...Object.fromEntries(['prefix', 'headers', 'delay'].map((key) => [key, besideChannels])),
  ...Object.fromEntries(['data', 'body', 'file', 'cases', 'status', 'code', 'response'].map((key) => [key, sayIt])),
  rate: 'it belongs under "limits:"',
  members: 'it belongs under "limits:"',
};

const noBody = 'a handshake has no body: what a client’s messages must look like stands under "message"';

export function channelSchema(kinds: FormatKinds): JsonObject {
  const steps = stepsSchema(kinds);
  return {
    type: ['object', 'null'],
    expected: 'a map',
    says: 'a channel',
    elsewhere: CHANNEL_ELSEWHERE,
    additionalProperties: false,
    properties: {
      preset: {
        type: 'string',
        enum: PRESET_NAMES,
        description: 'Built-in rules: `chat` has rooms, personal messages, and says who comes and goes.',
      },
      name: { type: 'string', description: 'A short name. Default: `WS /path`.' },
      summary: { type: 'string', description: 'One line for lists and docs.' },
      description: { type: 'string', description: 'More words for docs.' },
      tags: TAGS,
      params: {
        ...paramsSchema({ ...kinds, sources: kinds.sources.filter(({ name }) => isOfHandshake(name)) }),
        description: 'What a handshake must bring, by source; refused as a route refuses it.',
        elsewhere: { body: noBody, form: noBody, file: noBody },
      },
      vars: VARS,
      envelope: ENVELOPE,
      room: {
        type: ['string', 'array'],
        minLength: 1,
        minItems: 1,
        items: { type: 'string', minLength: 1, expected: 'the name of a room' },
        expected: 'the name of a room, or a list of them',
        description: 'The room of a connection, or a list of rooms. Default: `{room}` of the path, else `lobby`.',
      },
      user: {
        type: 'string',
        minLength: 1,
        expected: 'a text',
        description: 'Who a connection belongs to. Default: `{user}` of the path, else the connection’s id.',
      },
      'same-user': {
        type: 'string',
        enum: ['allow', 'refuse', 'replace'],
        description:
          'A second connection of one user in one room: it may come, is refused (409) or replaces the first. Default: allow.',
      },
      history: {
        type: 'integer',
        minimum: 0,
        expected: 'a whole number from 0 on',
        description: 'How many of the last messages of a room whoever joins is sent. Default: 0.',
      },
      heartbeat: duration('Time between pings; no pong by the next one ends the connection. Default: 30s.'),
      protocols: {
        type: 'array',
        minItems: 1,
        uniqueItems: true,
        // RFC 6455 §4.1: a token of RFC 9110 §5.6.2
        items: {
          type: 'string',
          pattern: "^[!#$%&'*+.^_`|~0-9A-Za-z-]+$",
          expected: 'a sub-protocol such as v1.chat, without spaces and commas',
        },
        description: 'Sub-protocols, the preferred first; a client that offers only others is refused (400).',
      },
      origin: {
        type: 'array',
        minItems: 1,
        uniqueItems: true,
        items: {
          type: 'string',
          pattern: '^([A-Za-z][A-Za-z0-9+.-]*://[^/\\s]+|null)$',
          expected: 'an origin such as http://localhost:5173, without a path',
        },
        description: 'Origins of pages that may connect; those from elsewhere are refused (403). Default: any.',
      },
      limits: LIMITS,
      message: {
        type: ['object', 'boolean'],
        expected: 'a JSON Schema such as { type: object }',
        description:
          'What a client’s JSON must look like: a JSON Schema. What misses it, or is no JSON, goes to `invalid`.',
      },
      sends: {
        type: ['object', 'boolean'],
        expected: 'a JSON Schema such as { type: object }',
        description:
          'What our own frames look like: a JSON Schema. Literal ones are held to it, others under --strict; `text` is a string, `binary` goes.',
      },
      on: eventsSchema(kinds, steps),
      timers: {
        type: 'array',
        description: 'Steps again and again, once for each room that has members.',
        items: {
          type: 'object',
          expected: 'a map with "every" and "do"',
          says: 'a timer',
          elsewhere: outsideOfDo(kinds),
          required: ['every', 'do'],
          additionalProperties: false,
          properties: { every: duration('How often.'), do: steps },
        },
      },
      ...reservedKeys(),
    },
  };
}

function isOfHandshake(source: string): boolean {
  return HANDSHAKE_SOURCES.some((name) => name === source);
}

const LIMITS: JsonObject = {
  type: 'object',
  says: '"limits"',
  description: 'What a room, a message and a connection may be at most.',
  additionalProperties: false,
  properties: {
    members: {
      type: 'integer',
      minimum: 1,
      expected: 'a whole number from 1 on',
      description: 'Connections in one room; a handshake beyond is 503. Default: 500.',
    },
    frame: size('A message from a client; a larger one closes 1009. Default: 64KB.'),
    queue: size('What waits for a slow reader; beyond it the connection is closed 1013. Default: 1MB.'),
    rate: {
      type: 'string',
      pattern: '^([1-9]\\d*/(s|m|h)|off)$',
      expected: 'a rate such as 50/s or 1000/m, or off',
      description: 'Messages from one connection; beyond it one `invalid`, then close 1008. Default: 50/s.',
    },
  },
};

function eventsSchema(kinds: FormatKinds, steps: JsonObject): JsonObject {
  return {
    type: 'object',
    expected: 'a map of join, message, invalid and leave',
    says: '"on"',
    description: 'What happens when somebody comes, says something, says something wrong, and goes.',
    additionalProperties: false,
    properties: {
      join: { ...steps, description: 'Steps when a connection has joined its rooms.' },
      message: {
        type: 'array',
        expected: 'a list of rules',
        description: 'Tried in order; the first whose `when` holds runs. One without `when` takes the rest.',
        items: {
          type: 'object',
          expected: 'a map with "when" and "do"',
          says: 'a rule',
          elsewhere: outsideOfDo(kinds),
          required: ['do'],
          additionalProperties: false,
          properties: {
            when: {
              type: ['string', 'object', 'boolean'],
              expected: 'an expression, or a map of names to what they must be',
              description: 'An expression without `${…}`, or a map: `{ message: { type: ping } }`.',
            },
            do: steps,
          },
        },
      },
      invalid: {
        ...steps,
        description: 'Steps when a message is not what it must be. Default: the connection is closed.',
      },
      leave: { ...steps, description: 'Steps when a connection is gone: it is no member any more.' },
    },
  };
}

/** A step where a map around steps should be. */
function outsideOfDo({ steps }: FormatKinds): JsonObject {
  const keys = steps.flatMap((kind) => Object.keys(kind.keys));
  return Object.fromEntries(keys.map((key) => [key, 'steps stand under "do": do: [ { to: room, json: … } ]']));
}

/** Which keys go together is not said here: that is found, and told better, when the steps are normalized. */
function stepsSchema({ steps }: FormatKinds): JsonObject {
  return {
    type: 'array',
    expected: 'a list of steps',
    description: 'Steps, one after another.',
    items: {
      type: 'object',
      expected: 'a map such as { to: room, json: { … } }',
      says: 'a step',
      elsewhere: {
        when: 'only rules of "message" have it: { when: …, do: [ … ] }',
        do: 'only rules of "message" and timers have it',
        every: 'it belongs to "timers"',
      },
      additionalProperties: false,
      properties: Object.assign({}, ...steps.map((kind) => kind.keys)) as JsonObject,
    },
  };
}
