/** One channel of a mock, as a test looks at it and speaks on it. */

import type { Json } from '../core/json.ts';
import type { ReceivedRecord, SentRecord } from '../journal/record.ts';
import { isAtAddress } from '../serve/channels/channel-address.ts';
import type { ConnectionState, HowToLeave, RoomState, WhoLeaves } from '../serve/channels/control.ts';
import type { Mock } from '../serve/mock.ts';
import type { SendShape } from './channel-shape.ts';
import type { MessageFilter } from './message-filter.ts';
import { findMessages, waitForMessage } from './message-queries.ts';
import type { WaitOptions } from './mock-api.ts';

/** With a path as a client asks for it, only who and what belongs to that path. */
export interface ChannelHandle {
  /**
   * Sends a frame as a step of the channel would: `{ to: 'room:lobby', json: { … } }`; `room` alone needs the path of a
   * room. Resolves with how many connections it reached; rejects with SpecError for what is no such step.
   */
  send(step: SendShape): Promise<number>;
  /** Rooms that somebody is in. */
  rooms(): readonly RoomState[];
  /** In order of arrival. */
  connections(): readonly ConnectionState[];
  /** What clients sent and what they were sent, from the oldest to the youngest. */
  messages(filter?: MessageFilter): readonly (ReceivedRecord | SentRecord)[];
  /**
   * Resolves with the first such message of a client, received already or within the time (2 s); rejects with
   * VerificationError, which says what came instead.
   */
  waitFor(filter?: MessageFilter, options?: WaitOptions): Promise<ReceivedRecord>;
  /** Closes connections with 1000, or as it says; returns how many. */
  disconnect(who?: Omit<WhoLeaves, 'channel'>, how?: HowToLeave): number;
}

export function createChannelHandle(name: string, mock: Mock): ChannelHandle {
  const { channelControl: control } = mock;
  const state = () => {
    const address = control.find(name);
    const { rooms = [], connections = [] } = control.list().find(({ id }) => id === address.channel.id) ?? {};
    return { address, rooms, connections: connections.filter(({ target }) => isAtAddress(target, address)) };
  };
  return {
    send: (step) => control.send(name, step as unknown as Json),
    rooms() {
      const { address, rooms, connections } = state();
      const own = new Set(connections.flatMap((connection) => connection.rooms));
      return address.path ? rooms.filter(({ room }) => own.has(room)) : rooms;
    },
    connections: () => state().connections,
    messages: (filter = {}) => findMessages(mock, control.find(name), filter),
    waitFor: async (filter = {}, options = {}) => waitForMessage(mock, control.find(name), { filter, ...options }),
    disconnect: (who = {}, how) => control.disconnect({ ...who, channel: name }, how),
  };
}
