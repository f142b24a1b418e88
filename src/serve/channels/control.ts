/** Channels from outside: who is there, a frame to some of them, an end for others. What the console and a test's own code do. */

import type { CompiledChannel } from '../../compile/compiled-channel.ts';
import { compileHandStep, type HandStep } from '../../compile/hand-step.ts';
import type { ChannelAction } from '../../core/channel.ts';
import { ExpressionError, SpecError } from '../../core/errors.ts';
import { isJsonObject, type Json } from '../../core/json.ts';
import type { Runtime, Scope } from '../../core/runtime.ts';
import { isFile } from '../../spec/load-find.ts';
import { readMemoryFile } from '../../spec/memory-file.ts';
import { type ChannelAddress, findAddress, isAtAddress, roomsOf, unknownChannel } from './channel-address.ts';
import type { ChannelDeps } from './channel-deps.ts';
import type { Channels } from './channels.ts';
import { EventRuntime } from './event-runtime.ts';
import { timerScope } from './event-scope.ts';
import type { OpenChannel } from './open-channel.ts';
import type { Visit } from './visit.ts';

export interface ChannelControl {
  /** Every channel, with its rooms and who is in them. */
  list(): readonly ChannelState[];
  /**
   * Sends one frame: `spec` is a step as YAML has it, such as `{ to: 'room:lobby', json: { … } }`. `channel` is an id, a
   * path template, or a path as a client asks for it: then `room` means the rooms of that path. Resolves with how many
   * connections it reached. Rejects with SpecError for what is no such step.
   */
  send(channel: string, spec: Json): Promise<number>;
  /** Closes the connections that are meant, those of a path where `channel` is one; returns how many. Throws SpecError. */
  disconnect(who: WhoLeaves, how?: HowToLeave): number;
  /** What `channel` means where `send` and `disconnect` take it. Throws SpecError for what is no channel. */
  find(channel: string): ChannelAddress;
}

export interface ChannelState {
  /** `WS /ws/{room}/{user}`. */
  readonly id: string;
  readonly path: string;
  readonly name: string;
  /** `chat.yaml:12`. */
  readonly at: string;
  readonly rooms: readonly RoomState[];
  /** In order of arrival. */
  readonly connections: readonly ConnectionState[];
}

export interface RoomState {
  readonly room: string;
  /** User names, each once, in order of arrival. */
  readonly members: readonly string[];
  readonly connections: number;
}

export interface ConnectionState {
  readonly id: string;
  readonly user: string;
  readonly rooms: readonly string[];
  /** Of the handshake: `/ws/lobby/ann?token=t`. */
  readonly target: string;
  /** ISO 8601. */
  readonly since: string;
  /** The address of the client. */
  readonly client: string;
}

/** Everything that is named has to hold; nothing named is everybody. */
export interface WhoLeaves {
  /** Of the connection. */
  readonly id?: string;
  readonly channel?: string;
  readonly user?: string;
  readonly room?: string;
}

export interface HowToLeave {
  /** 1000 to 1014, or 3000 to 4999. Default: 1000. */
  readonly code?: number;
  /** At most 123 bytes. */
  readonly reason?: string;
  /** Without a close frame: there is no code and no reason then. */
  readonly drop?: boolean;
}

export interface ControlDeps {
  readonly channels: Pick<Channels, 'open' | 'opened'>;
  readonly deps: ChannelDeps;
  /** Where relative names in a frame start. */
  readonly cwd: string;
}

export function createChannelControl({ channels, deps, cwd }: ControlDeps): ChannelControl {
  const asFile = (value: unknown, file: string) => readMemoryFile(value, { file, cwd });
  const find = (name: string): ChannelAddress => {
    const address = findAddress(name, deps.live.current);
    if (!address) throw unknownChannel(name, asFile(name, 'channel'), deps.live.current);
    return address;
  };
  return {
    find,
    list: () => deps.live.current.channels.map((channel) => stateOf(channel, channels.opened(channel.id))),
    async send(name, spec) {
      const address = find(name);
      const { vars } = address.channel.constants;
      const step = compileHandStep(asFile(spec, 'message'), 'to', { vars, exists: isFile });
      const open = channels.open(address.channel);
      const { rooms, why } = roomsOf(address, deps);
      const around = rooms.length === 0 ? roomNamed(spec) : rooms;
      const action = planned(step, roomScope(around, open), new EventRuntime(deps));
      if (action.do !== 'send') return 0;
      const { to } = action.to;
      if (to === 'sender' || to === 'others')
        throw unclearAddress(step, `"${to}" is nobody here: no client’s event sends this`);
      if (to === 'room' && why !== undefined) throw unclearAddress(step, `"room" is not known here: ${why}`);
      return open.send(action, { visit: undefined, rooms, keep: 0 });
    },
    disconnect({ id, channel: name, user, room }, how = {}) {
      const { code = 1000, reason = '', drop: isSudden = false } = how;
      const address = name === undefined ? undefined : find(name);
      const { constants } = address?.channel ?? deps.live.current;
      const around = { vars: constants.vars, exists: isFile };
      const step = compileHandStep(asFile({ close: { code, reason } }, 'close'), 'close', around);
      if (isSudden) refuseFrame(how, step);
      const action = planned(step, { ...constants }, new EventRuntime(deps));
      const among = address ? [address.channel] : deps.live.current.channels;
      const meant = among
        .flatMap((channel) => [...(channels.opened(channel.id)?.visits() ?? [])])
        .filter(
          (visit) =>
            (id === undefined || visit.guest.id === id) &&
            (user === undefined || visit.guest.user === user) &&
            (room === undefined || visit.rooms.includes(room)) &&
            (!address || isAtAddress(visit.guest.exchange.request.target, address)),
        );
      for (const visit of meant) {
        if (isSudden || action.do !== 'close') visit.drop();
        else visit.close(action.code, action.reason);
      }
      return meant.length;
    },
  };
}

/** Throws SpecError where the close frame of a connection that ends without one is described. */
function refuseFrame(how: HowToLeave, { place }: HandStep): void {
  const stray = (['code', 'reason'] as const).find((key) => how[key] !== undefined);
  if (stray === undefined) return;
  const hint = 'a connection that is dropped ends without a close frame: leave one of them out';
  const at = place.child('close', stray);
  throw new SpecError([at.problem('conflicting-keys', `"${stray}" stands beside "drop"`, { part: 'key', hint })]);
}

/** The room of an address that is written out: what `room` and `members` mean where the channel alone is known. */
function roomNamed(spec: Json): readonly string[] {
  const to = isJsonObject(spec) ? spec.to : undefined;
  const [, room] = typeof to === 'string' ? (/^room:([^$]+)$/.exec(to) ?? []) : [];
  return room === undefined ? [] : [room];
}

function unclearAddress({ place }: HandStep, message: string): SpecError {
  const hint = 'write room:NAME, user:NAME or everyone';
  return new SpecError([place.child('to').problem('wrong-value', message, { hint })]);
}

function roomScope(rooms: readonly string[], { compiled, hub }: OpenChannel): Scope {
  const [only] = rooms;
  if (only !== undefined && rooms.length === 1) return timerScope(only, compiled, hub);
  return { ...compiled.constants, room: rooms.length === 0 ? null : rooms, members: hub.users(rooms) };
}

/** An expression that fails is a mistake of whoever asks. */
function planned({ place, plan }: HandStep, scope: Scope, runtime: Runtime): ChannelAction {
  try {
    return plan(scope, runtime);
  } catch (error) {
    if (!(error instanceof ExpressionError)) throw error;
    throw new SpecError([place.problem('wrong-value', error.message)]);
  }
}

function stateOf({ id, path, constants, at }: CompiledChannel, open: OpenChannel | undefined): ChannelState {
  const visits = open ? [...open.visits()] : [];
  const rooms = [...new Set(visits.flatMap((visit) => visit.rooms))];
  return {
    id,
    path,
    name: constants.route?.name ?? id,
    at,
    rooms: rooms.map((room) => ({
      room,
      members: open?.hub.users([room]) ?? [],
      connections: open?.hub.size(room) ?? 0,
    })),
    connections: visits.map(connectionState),
  };
}

function connectionState({ guest, rooms }: Visit): ConnectionState {
  const { request, now } = guest.exchange;
  return {
    id: guest.id,
    user: guest.user,
    rooms,
    target: request.target,
    since: new Date(now).toISOString(),
    client: request.client.host,
  };
}
