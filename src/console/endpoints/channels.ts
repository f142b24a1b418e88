/** Endpoints about channels: who is there, a frame to them, an end for them. */

import { isJsonObject, type JsonObject } from '../../core/json.ts';
import type { HowToLeave, WhoLeaves } from '../../serve/channels/control.ts';
import type { Document } from '../../spec/parse.ts';
import { shaped, shapedOrNone, unchecked } from '../body.ts';
import { endpoint } from '../endpoint.ts';
import { text } from '../parameter.ts';
import { ConsoleRefusal } from '../refusal.ts';
import { ANY, COUNT, described, FLAG, list, object, shared, TEXT } from '../schema/parts.ts';

const CHANNEL = described(
  TEXT,
  'Its id (`WS /ws/{room}/{user}`), its path, or a path as a client asks for it (`/ws/lobby/ann`).',
);

const HOW: JsonObject = {
  code: {
    type: 'integer',
    minimum: 1000,
    maximum: 4999,
    expected: 'a close code from 1000 to 1014, or from 3000 to 4999',
    description: 'RFC 6455 §7.4. Default: 1000.',
  },
  reason: described(TEXT, 'At most 123 bytes.'),
  drop: described(
    FLAG,
    'Ends the connection without a close frame, so that there is no code and no reason. Default: false.',
  ),
};

const CLOSED: JsonObject = object({ closed: described(COUNT, 'How many connections.') });

export const listChannels = endpoint({
  method: 'GET',
  path: '/channels',
  id: 'listChannels',
  summary: 'The channels, their rooms and who is in them',
  answer: { description: 'In the order of the files.', schema: object({ channels: list(shared('Channel')) }) },
  handle(_asked, { mock: { channelControl, snapshot } }) {
    const stale = new Map([...snapshot.stale].map(([{ id }, file]) => [id, file]));
    return { channels: channelControl.list().map((channel) => ({ ...channel, stale: stale.get(channel.id) ?? null })) };
  },
});

export const sendToChannel = endpoint({
  method: 'POST',
  path: '/channels/send',
  id: 'sendToChannel',
  summary: 'Sends one frame into a room, to a user, or to everyone of a channel',
  body: unchecked(
    object(
      {
        channel: CHANNEL,
        to: described(
          TEXT,
          '`room:NAME`, `user:NAME`, `everyone`; `room` where the channel is a path as a client asks for it.',
        ),
      },
      {
        json: described(ANY, 'Any JSON; `${…}` in it is an expression, as in a step.'),
        text: TEXT,
        binary: { oneOf: [object({ base64: TEXT }), object({ hex: TEXT })] },
      },
    ),
  ),
  answer: {
    description: 'It was sent.',
    schema: object({ reached: described(COUNT, 'How many connections it went to.') }),
  },
  async handle({ body }, { mock }) {
    const { channel, step } = readSend(body);
    return { reached: await mock.channelControl.send(channel, step) };
  },
});

export const closeConnection = endpoint({
  method: 'POST',
  path: '/connections/{id}/close',
  id: 'closeConnection',
  summary: 'Ends one connection of a channel',
  pathParameters: { id: text('Of the connection, as `GET /channels` has it.') },
  body: shapedOrNone<HowToLeave>({ ...object({}, HOW), says: 'the end of a connection' }),
  answer: { description: 'It was closed.', schema: CLOSED },
  refusals: ['no-connection'],
  handle({ path: { id }, body }, { mock }) {
    const closed = mock.channelControl.disconnect({ id }, body);
    if (closed > 0) return { closed };
    throw new ConsoleRefusal(
      'no-connection',
      `there is no connection "${id}"; GET /channels lists those that are open`,
    );
  },
});

export const disconnect = endpoint({
  method: 'POST',
  path: '/channels/disconnect',
  id: 'disconnect',
  summary: 'Ends the connections of a channel, of a room or of a user',
  description: 'Everything that is named has to hold; at least one of the three is needed.',
  body: shaped<Omit<WhoLeaves, 'id'> & HowToLeave>({
    ...object({}, { channel: CHANNEL, room: TEXT, user: TEXT, ...HOW }),
    says: 'who is disconnected',
  }),
  answer: { description: 'They were closed.', schema: CLOSED },
  handle({ body: { code, reason, drop, ...who } }, { mock }) {
    if (Object.keys(who).length === 0) {
      throw new ConsoleRefusal('wrong-body', 'the body does not say who is meant; name a channel, a room or a user');
    }
    const how = { ...(code !== undefined && { code }), ...(reason !== undefined && { reason }), ...(drop && { drop }) };
    return { closed: mock.channelControl.disconnect(who, how) };
  },
});

/** The step itself is looked at by whoever knows steps. */
function readSend({ value }: Document): { readonly channel: string; readonly step: JsonObject } {
  const { channel, ...step } = isJsonObject(value) ? value : {};
  if (typeof channel !== 'string') {
    throw new ConsoleRefusal(
      'wrong-body',
      'the body does not say which "channel"; send { "channel": "/ws/{room}/{user}", "to": "room:lobby", "json": { … } }',
    );
  }
  // Whoever may ask the console need not be allowed to read every file of the machine.
  if (isJsonObject(step.binary) && 'file' in step.binary) {
    throw new ConsoleRefusal('wrong-body', 'a file cannot be sent from here; send its bytes as "base64" or "hex"');
  }
  return { channel, step };
}
