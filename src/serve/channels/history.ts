/** The last messages of a room, and how long rooms are remembered that everybody has left. */

import type { Packet } from './packet.ts';

/** A message that was sent to a room; the numbers grow over all rooms of a channel. */
export interface Remembered {
  readonly number: number;
  readonly packet: Packet;
}

export class History {
  #kept: Remembered[] = [];
  #bytes = 0;

  get isEmpty(): boolean {
    return this.#kept.length === 0;
  }

  /** Of the messages, framed. */
  get bytes(): number {
    return this.#bytes;
  }

  /** Forgets the oldest beyond `keep`. */
  add(message: Remembered, keep: number): void {
    this.#kept.push(message);
    this.#bytes += message.packet.bytes.length;
    while (this.#kept.length > keep) this.#bytes -= this.#kept.shift()?.packet.bytes.length ?? 0;
  }

  /** The newest `count`, the oldest of them first. */
  last(count: number): readonly Remembered[] {
    return count <= 0 ? [] : this.#kept.slice(-count);
  }
}

/** Of the histories of rooms without members, over all rooms of a channel: clients choose the names of rooms. */
const MAX_EMPTY_BYTES = 8 * 1024 ** 2;
/** What an empty room costs beside its messages, roughly. */
const ROOM_BYTES = 1024;

/** Rooms that nobody is in, but whose messages whoever comes next will hear: the longest left are forgotten first. */
export class EmptyRooms {
  readonly #costs = new Map<string, number>();
  #bytes = 0;

  /** Returns the rooms to be forgotten, which may be this one. */
  add(room: string, history: History): readonly string[] {
    this.remove(room);
    const cost = history.bytes + ROOM_BYTES;
    this.#costs.set(room, cost);
    this.#bytes += cost;
    const forgotten: string[] = [];
    for (const oldest of this.#costs.keys()) {
      if (this.#bytes <= MAX_EMPTY_BYTES) break;
      this.remove(oldest);
      forgotten.push(oldest);
    }
    return forgotten;
  }

  remove(room: string): void {
    this.#bytes -= this.#costs.get(room) ?? 0;
    this.#costs.delete(room);
  }
}
