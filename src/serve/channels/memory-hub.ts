/** The hub of one process: sets of members, and a loop that hands each of them the same bytes. */

import { EmptyRooms, History, type Remembered } from './history.ts';
import type { Hub, Member, Publication } from './hub.ts';
import { createPacket, type Packet } from './packet.ts';

/** Nobody is connected, nothing is remembered. */
export function createMemoryHub(): Hub {
  return new MemoryHub();
}

interface Room {
  readonly members: Set<Member>;
  /** Connections by user, in order of arrival. */
  readonly counts: Map<string, number>;
  /** The keys of `counts`, until somebody comes or goes. */
  users: readonly string[] | undefined;
  readonly history: History;
}

/** Names come from clients: they are keys of maps, never of objects. */
class MemoryHub implements Hub {
  readonly #rooms = new Map<string, Room>();
  readonly #emptyRooms = new EmptyRooms();
  readonly #roomsOf = new Map<Member, readonly string[]>();
  readonly #byUser = new Map<string, Set<Member>>();
  #count = 0;

  connect(member: Member): void {
    this.#roomsOf.set(member, NO_ROOMS);
    const same = this.#byUser.get(member.user);
    if (same) same.add(member);
    else this.#byUser.set(member.user, new Set([member]));
  }

  disconnect(member: Member): void {
    for (const room of this.roomsOf(member)) this.#takeOut(member, room);
    this.#roomsOf.delete(member);
    const same = this.#byUser.get(member.user);
    same?.delete(member);
    if (same?.size === 0) this.#byUser.delete(member.user);
  }

  enter(member: Member, rooms: readonly string[], replay: number): readonly Packet[] {
    const before = this.#roomsOf.get(member);
    if (!before) return [];
    const fresh = rooms.filter((name, index) => !before.includes(name) && rooms.indexOf(name) === index);
    this.#roomsOf.set(member, [...before, ...fresh]);
    const remembered: Remembered[] = [];
    for (const name of fresh) {
      const room = this.#room(name);
      for (const message of room.history.last(replay)) remembered.push(message);
      room.members.add(member);
      room.counts.set(member.user, (room.counts.get(member.user) ?? 0) + 1);
      room.users = undefined;
      this.#emptyRooms.remove(name);
    }
    const inOrder = fresh.length > 1 ? remembered.sort((a, b) => a.number - b.number) : remembered;
    return inOrder.filter((item, index) => item.number !== inOrder[index - 1]?.number).map(({ packet }) => packet);
  }

  leave(member: Member, room: string): void {
    const before = this.roomsOf(member);
    if (!before.includes(room)) return;
    this.#roomsOf.set(
      member,
      before.filter((name) => name !== room),
    );
    this.#takeOut(member, room);
  }

  roomsOf(member: Member): readonly string[] {
    return this.#roomsOf.get(member) ?? NO_ROOMS;
  }

  users(rooms: readonly string[]): readonly string[] {
    const [first, ...others] = rooms;
    if (first === undefined) return [];
    const names = this.#usersIn(first);
    return others.length === 0 ? names : [...new Set([names, ...others.map((room) => this.#usersIn(room))].flat())];
  }

  size(room: string): number {
    return this.#rooms.get(room)?.members.size ?? 0;
  }

  connections(room: string, user: string): readonly Member[] {
    const members = this.#rooms.get(room)?.members;
    return members ? [...(this.#byUser.get(user) ?? [])].filter((member) => members.has(member)) : [];
  }

  publish({ to, from, rooms, frame, keep }: Publication): number {
    const named = to.to === 'room' ? rooms : to.to === 'room-named' ? [to.room] : NO_ROOMS;
    const isKept = keep > 0 && named.length > 0;
    const packet = createPacket(frame, { isKept });
    if (isKept) this.#remember(packet, named, keep);
    switch (to.to) {
      case 'sender':
        return from && this.#roomsOf.has(from) ? deliver(packet, [from]) : 0;
      case 'others':
        return deliver(packet, this.#membersOf(rooms), from);
      case 'room':
      case 'room-named':
        return deliver(packet, this.#membersOf(named));
      case 'user':
        return deliver(packet, this.#byUser.get(to.user) ?? []);
      case 'everyone':
        return deliver(packet, this.#roomsOf.keys());
    }
  }

  /** Each once. */
  #membersOf(rooms: readonly string[]): Iterable<Member> {
    const [first = '', ...others] = rooms;
    const members = rooms.length === 0 ? undefined : this.#rooms.get(first)?.members;
    if (others.length === 0) return members ?? [];
    const all = new Set(members);
    for (const room of others) for (const member of this.#rooms.get(room)?.members ?? []) all.add(member);
    return all;
  }

  #remember(packet: Packet, rooms: readonly string[], keep: number): void {
    const message = { number: ++this.#count, packet };
    for (const name of rooms) {
      const room = this.#room(name);
      room.history.add(message, keep);
      if (room.members.size === 0) this.#keepEmpty(name, room);
    }
  }

  #usersIn(name: string): readonly string[] {
    const room = this.#rooms.get(name);
    if (!room) return [];
    room.users ??= Object.freeze([...room.counts.keys()]);
    return room.users;
  }

  #room(name: string): Room {
    const known = this.#rooms.get(name);
    if (known) return known;
    const room: Room = { members: new Set(), counts: new Map(), users: undefined, history: new History() };
    this.#rooms.set(name, room);
    return room;
  }

  #takeOut(member: Member, name: string): void {
    const room = this.#rooms.get(name);
    if (!room?.members.delete(member)) return;
    const others = (room.counts.get(member.user) ?? 0) - 1;
    if (others > 0) room.counts.set(member.user, others);
    else room.counts.delete(member.user);
    room.users = undefined;
    if (room.members.size === 0) this.#keepEmpty(name, room);
  }

  #keepEmpty(name: string, { history }: Room): void {
    if (history.isEmpty) this.#rooms.delete(name);
    else for (const forgotten of this.#emptyRooms.add(name, history)) this.#rooms.delete(forgotten);
  }
}

const NO_ROOMS: readonly string[] = [];

/** A member may leave while the loop runs: sets allow that. */
function deliver(packet: Packet, members: Iterable<Member>, except?: Member): number {
  let count = 0;
  for (const member of members) {
    if (member === except) continue;
    member.deliver(packet);
    count++;
  }
  return count;
}
