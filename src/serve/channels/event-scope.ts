/** What the expressions of an event see, beside what an answer sees. */

import type { CompiledChannel } from '../../compile/compiled-channel.ts';
import type { Issues } from '../../core/issue.ts';
import type { Scope } from '../../core/runtime.ts';
import type { Hub } from './hub.ts';

/** The connection whose event it is. */
export interface EventSource {
  readonly id: string;
  readonly user: string;
  readonly rooms: readonly string[];
  /** What the handshake's parameters were; the channel's own constants included. */
  readonly admitted: Scope;
}

export interface EventFacts {
  readonly message: unknown;
  readonly issues: Issues | undefined;
}

/** `members` is asked of the hub as it is now. */
export function connectionScope(
  { id, user, rooms, admitted }: EventSource,
  { message, issues }: EventFacts,
  hub: Hub,
): Scope {
  // Named one by one: what is added to a copy of an object costs it a hundred times as much.
  const { url, query, header, cookie, request, route, env, vars } = admitted;
  const scope = {
    url,
    query,
    header,
    cookie,
    request,
    route,
    env,
    vars,
    user,
    room: rooms.length === 1 ? rooms[0] : rooms,
    members: rooms.length === 1 ? hub.users(rooms) : NOBODY,
    connection: { id, user, rooms },
    message: message ?? null,
    errors: issues ? [...issues, ...(issues.more ? [{ more: issues.more }] : [])] : null,
  };
  // Over several rooms the list is made anew each time: only for those who look at it.
  if (rooms.length > 1) Object.defineProperty(scope, 'members', { enumerable: true, get: () => hub.users(rooms) });
  return scope;
}

/** A timer has a room, and no connection. */
export function timerScope(room: string, { constants }: Pick<CompiledChannel, 'constants'>, hub: Hub): Scope {
  return { ...constants, room, members: hub.users([room]) };
}

const NOBODY: readonly string[] = [];
