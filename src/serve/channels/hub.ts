/**
 * Who is connected to one channel, who is in which room, and how a message gets to them.
 *
 * All calls are synchronous, so that what one connection does reaches everybody in the order in which it was done. A hub
 * that spans several processes keeps a copy of the others' members and passes publications on; `test/contract/hub.ts` says
 * what every hub must do.
 */

import type { Address } from '../../core/channel.ts';
import type { Packet, ReadyFrame } from './packet.ts';

/** A connection as its hub knows it. */
export interface Member {
  readonly user: string;
  /** Takes a message; must not throw, and may disconnect itself meanwhile. */
  deliver(packet: Packet): void;
}

export interface Publication {
  readonly to: Address;
  /** Whose event it is; undefined for a timer, which has no `sender` and no `others`. */
  readonly from: Member | undefined;
  /** What `room` and `others` mean. */
  readonly rooms: readonly string[];
  readonly frame: ReadyFrame;
  /** How many messages each room that it goes to remembers from now on; 0 when this one is not to be remembered. */
  readonly keep: number;
}

export interface Hub {
  /** From now on `everyone` and `user:NAME` reach it; it is in no room yet. */
  connect(member: Member): void;
  /** Takes it out of all its rooms; from now on nothing reaches it. A second time nothing happens. */
  disconnect(member: Member): void;
  /**
   * Puts a connected member into rooms. Returns what it has to hear first: the last `replay` messages of each room that is
   * new to it, in the order in which they were sent, none of them twice. What is published later is delivered.
   */
  enter(member: Member, rooms: readonly string[], replay: number): readonly Packet[];
  leave(member: Member, room: string): void;
  /** Rooms of a member, in the order in which it entered them. */
  roomsOf(member: Member): readonly string[];
  /** Names of the users in these rooms, each once, in order of arrival. */
  users(rooms: readonly string[]): readonly string[];
  /** How many connections are in a room. */
  size(room: string): number;
  /** A user's connections in a room. */
  connections(room: string, user: string): readonly Member[];
  /** Delivers to each connection that is meant, once; returns how many there were. */
  publish(publication: Publication): number;
}
