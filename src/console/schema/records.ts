/** The schemas of the journal's records, as journal/record.ts has them. */

import type { JsonObject } from '../../core/json.ts';
import { PARAM_SOURCES } from '../../core/source.ts';
import type { JournalRecord, Outcome } from '../../journal/record.ts';
import {
  ANY,
  AT,
  COUNT,
  constant,
  described,
  list,
  MS,
  mapOf,
  object,
  orNull,
  shared,
  TEXT,
  TIME,
  VERSION,
  words,
} from './parts.ts';

export const OUTCOMES = ['answered', 'unmatched', 'invalid', 'refused', 'failed'] as const satisfies readonly Outcome[];

export const KINDS = [
  'request',
  'connect',
  'received',
  'sent',
  'close',
] as const satisfies readonly JournalRecord['kind'][];

const NUMBER: JsonObject = { type: 'integer', minimum: 1, description: 'Its place in the journal, counted up from 1.' };
const ISSUES = list(shared('Issue'));
const CUT: JsonObject = { type: 'boolean', const: true, description: 'Only the beginning was kept, or is shown.' };
const HEADERS = mapOf({ type: ['string', 'array'], items: TEXT });
const VERDICTS = list(object({ at: AT, verdict: TEXT, why: TEXT }));

const SOURCES: JsonObject = {
  type: 'object',
  additionalProperties: false,
  properties: Object.fromEntries(PARAM_SOURCES.map((source) => [source, ANY])),
};

const channelEntry = (kind: string, rest: JsonObject): JsonObject =>
  object({
    kind: constant(kind),
    number: NUMBER,
    time: TIME,
    channel: object({ id: described(TEXT, '`WS /ws/{room}/{user}`.'), name: TEXT, at: AT }),
    rooms: described(list(TEXT), 'Those of the connection at that moment, or where the frame went out.'),
    ...rest,
  });

const OF_CONNECTION: JsonObject = { connection: described(TEXT, 'The id of the connection.'), user: TEXT };

export const RECORD_SCHEMAS: Readonly<Record<string, JsonObject>> = {
  Issue: described(
    object({
      in: words(...PARAM_SOURCES, 'message'),
      name: TEXT,
      pointer: TEXT,
      message: TEXT,
      keyword: TEXT,
      expected: ANY,
      received: ANY,
    }),
    'One way in which a request, or a message, misses what is declared.',
  ),
  Body: object(
    { bytes: COUNT, type: described(orNull(TEXT), 'The content type.') },
    {
      text: described(TEXT, 'Where it is text.'),
      base64: described(TEXT, 'Where it is not.'),
      file: described(TEXT, 'Where a file was sent: its name below its folder.'),
      isMultipart: { type: 'boolean', const: true, description: 'Its fields and files are in `received`.' },
      isCut: CUT,
    },
  ),
  Message: described(
    object({ bytes: COUNT }, { json: ANY, text: TEXT, base64: TEXT, isCut: CUT }),
    'One frame: `json` where it is JSON, else `text` or `base64`.',
  ),
  Explanation: described(
    object({
      why: described(orNull(TEXT), 'Why no case answered; null where one did.'),
      cases: described(VERDICTS, 'Every case of the route, in order.'),
      issues: ISSUES,
      moreIssues: described(COUNT, 'Issues beyond those listed.'),
      nearest: described(
        list(object({ id: TEXT, at: AT, why: TEXT })),
        'Of a request that met no route: those that come nearest, and what keeps them from answering.',
      ),
    }),
    'Why the answer is what it is.',
  ),
  Request: described(
    object({
      kind: constant('request'),
      number: NUMBER,
      id: described(TEXT, 'As the log has it; the client’s `x-request-id` where it sent one.'),
      time: TIME,
      ms: MS,
      method: described(TEXT, '`WS` for a handshake.'),
      target: described(TEXT, 'As sent: `/a%20b?x=1`.'),
      client: TEXT,
      headers: described(HEADERS, 'Lower-case names.'),
      body: orNull(shared('Body')),
      received: described(SOURCES, 'What came, by source, before anything was coerced or filled in.'),
      validated: described(
        orNull(SOURCES),
        'The same as expressions saw it; null where it was refused before, or the answer is literal.',
      ),
      outcome: words(...OUTCOMES),
      route: described(orNull(object({ id: TEXT, name: TEXT, at: AT })), 'Null where none was met.'),
      case: described(orNull(TEXT), 'File and line of the case that answered; null where none did.'),
      explanation: shared('Explanation'),
      answer: object({
        status: { type: 'integer', minimum: 100, maximum: 599 },
        headers: HEADERS,
        body: orNull(shared('Body')),
      }),
      version: VERSION,
    }),
    'A request, or the handshake of a channel, and its answer.',
  ),
  Connect: channelEntry('connect', { ...OF_CONNECTION, target: TEXT, client: TEXT }),
  Received: channelEntry('received', {
    ...OF_CONNECTION,
    message: shared('Message'),
    rule: described(orNull(TEXT), 'File and line of the rule that took it.'),
    rules: VERDICTS,
    issues: ISSUES,
  }),
  Sent: channelEntry('sent', {
    connection: described(orNull(TEXT), 'Whose event it was; null for a timer, and for what was sent by hand.'),
    user: orNull(TEXT),
    to: described(TEXT, 'As a step names it: `room`, `user:ann`.'),
    message: shared('Message'),
    reached: described(COUNT, 'How many connections.'),
  }),
  Close: channelEntry('close', {
    ...OF_CONNECTION,
    code: described(COUNT, 'RFC 6455 §7.4; 1006 where there was no close frame.'),
    ms: described(MS, 'How long it was open, in milliseconds.'),
  }),
  Record: described(
    {
      oneOf: ['Request', 'Connect', 'Received', 'Sent', 'Close'].map(shared),
      discriminator: {
        propertyName: 'kind',
        mapping: {
          request: '#/components/schemas/Request',
          connect: '#/components/schemas/Connect',
          received: '#/components/schemas/Received',
          sent: '#/components/schemas/Sent',
          close: '#/components/schemas/Close',
        },
      },
    },
    'One entry of the journal.',
  ),
};
