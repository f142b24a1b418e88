/** A channel with its connections: it outlives reloads, its rules do not. */

import { readFile } from 'node:fs/promises';
import type { Duplex } from 'node:stream';
import type { WebSocket } from 'ws';
import type { CompiledChannel } from '../../compile/compiled-channel.ts';
import { addressText, type Frame } from '../../core/channel.ts';
import { ExpressionError, RequestError } from '../../core/errors.ts';
import { shorten } from '../../core/shorten.ts';
import type { ChannelDeps } from './channel-deps.ts';
import { CLOSE } from './close-reason.ts';
import { EventRuntime } from './event-runtime.ts';
import { timerScope } from './event-scope.ts';
import { createHeartbeat } from './heartbeat.ts';
import type { Hub, Member } from './hub.ts';
import { createMemoryHub } from './memory-hub.ts';
import { nameRefusal } from './name-limits.ts';
import type { ReadyFrame } from './packet.ts';
import type { Action } from './script.ts';
import { StepError } from './step-error.ts';
import { createTimers } from './timers.ts';
import { type Actor, type Guest, type Home, Visit } from './visit.ts';

export class OpenChannel implements Home {
  readonly deps: ChannelDeps;
  readonly hub: Hub = createMemoryHub();
  readonly #visits = new Map<Member, Visit>();
  readonly #heartbeat = createHeartbeat(connectionsOf(this.#visits));
  readonly #timers = createTimers({
    round: (timer, room) => ({
      steps: timer.steps,
      runtime: new EventRuntime(this.deps),
      scope: () => timerScope(room, this.compiled, this.hub),
      perform: (action) => this.perform(action, { visit: undefined, rooms: [room], keep: 0 }),
    }),
    onFailure: (error, at) => this.noteFailure(error, at, undefined),
  });
  #compiled: CompiledChannel;
  #isClosed = false;
  #onEmpty: (() => void)[] = [];

  constructor(compiled: CompiledChannel, deps: ChannelDeps) {
    this.deps = deps;
    this.#compiled = compiled;
    this.update(compiled);
  }

  get compiled(): CompiledChannel {
    return this.#compiled;
  }

  get isClosed(): boolean {
    return this.#isClosed;
  }

  /** Those who are here, in order of arrival. */
  *visits(): Generator<Visit> {
    for (const visit of this.#visits.values()) if (visit.connection.isOpen) yield visit;
  }

  /** The rules of a reload: whatever happens next meets them. */
  update(compiled: CompiledChannel): void {
    const { frameBytes } = this.#compiled.limits;
    this.#compiled = compiled;
    this.#timers.update(compiled.timers);
    this.#heartbeat.setInterval(compiled.heartbeatMs);
    if (compiled.limits.frameBytes === frameBytes) return;
    for (const { connection } of this.#visits.values()) connection.limitFrames(compiled.limits.frameBytes);
  }

  /** Why a user may not come into these rooms now: 409 or 503. */
  refusal(user: string, rooms: readonly string[]): RequestError | undefined {
    const { sameUser, limits } = this.#compiled;
    for (const room of rooms) {
      const same = this.hub.connections(room, user).length;
      const [who, where] = [shorten(user), shorten(room)];
      if (sameUser === 'refuse' && same > 0) {
        return new RequestError(409, 'user-taken', `the user ${who} is connected to the room ${where} already`);
      }
      const others = this.hub.size(room) - (sameUser === 'replace' ? same : 0);
      if (others >= limits.members) {
        const text = `the room ${where} is full: it takes ${limits.members} connections; raise limits.members`;
        return new RequestError(503, 'no-room', text);
      }
    }
    return undefined;
  }

  /** A connection whose handshake is done, and which may come in; `join` is the next thing that it does. */
  welcome(guest: Guest, wire: { readonly ws: WebSocket; readonly socket: Duplex }): Visit {
    const visit = new Visit(this, guest, wire);
    this.#visits.set(visit.connection, visit);
    this.hub.connect(visit.connection);
    this.#enter(visit, guest.user, guest.rooms);
    return visit;
  }

  leave({ connection }: Visit): void {
    const rooms = this.hub.roomsOf(connection);
    this.hub.disconnect(connection);
    for (const room of rooms) this.#stopTimersWhenEmpty(room);
  }

  forget({ connection }: Visit): void {
    this.#visits.delete(connection);
    if (this.#visits.size === 0) for (const resolve of this.#onEmpty.splice(0)) resolve();
  }

  /**
   * Says goodbye to everyone; no `leave` runs. Resolves when the last socket is closed, at the latest after `graceMs`, with
   * the number of those that had to be cut.
   */
  async close(code: number, reason: string, graceMs: number): Promise<number> {
    this.#isClosed = true;
    this.#timers.stopAll();
    this.#heartbeat.stop();
    if (this.#visits.size === 0) return 0;
    let cut = 0;
    const empty = new Promise<void>((resolve) => {
      this.#onEmpty.push(resolve);
    });
    const timer = setTimeout(() => {
      cut = this.#visits.size;
      for (const visit of this.#visits.values()) visit.drop();
    }, graceMs);
    for (const visit of this.#visits.values()) visit.close(code, reason);
    await empty;
    clearTimeout(timer);
    return cut;
  }

  perform(action: Action, actor: Actor): void | Promise<void> {
    if (action.do === 'send') {
      const sent = this.send(action, actor);
      return typeof sent === 'number' ? undefined : sent.then(() => {});
    }
    const { visit } = actor;
    if (!visit) throw new StepError(`a timer has no connection to ${action.do}`);
    // What is left of the steps of a connection that has gone.
    if (!visit.connection.isOpen) return;
    switch (action.do) {
      case 'join': {
        const { room } = action;
        if (visit.rooms.includes(room)) return;
        const { user } = visit.connection;
        const refusal = nameRefusal(user, [...visit.rooms, room]) ?? this.refusal(user, [room]);
        if (refusal) throw new StepError(refusal.message);
        this.#enter(visit, user, [room]);
        return;
      }
      case 'leave':
        this.hub.leave(visit.connection, action.room);
        this.#stopTimersWhenEmpty(action.room);
        return;
      case 'close':
        visit.close(action.code, action.reason);
        return;
      case 'drop':
        visit.drop();
    }
  }

  /** How many connections it reached; at once unless a file has to be read first. */
  send(
    { to, frame }: Extract<Action, { readonly do: 'send' }>,
    { visit, rooms, keep, heard }: Actor,
  ): number | Promise<number> {
    const publish = (ready: ReadyFrame): number => {
      const reached = this.hub.publish({ to, from: visit?.connection, rooms, frame: ready, keep });
      const { logger, journal } = this.deps;
      if (logger.isEnabled('debug')) logger.debug('a message was sent', { to: addressText(to), reached });
      if (journal.isOn) {
        const [channel, connection] = [this.#compiled, visit?.facts];
        journal.append({
          kind: 'sent',
          time: Date.now(),
          rooms,
          channel,
          connection,
          to,
          frame: ready,
          heard,
          reached,
        });
      }
      return reached;
    };
    return frame.kind === 'file' ? readFrame(frame).then(publish) : publish(frame);
  }

  noteFailure(error: unknown, at: string | undefined, id: string | undefined): void {
    const { logger } = this.deps;
    const known = error instanceof ExpressionError || error instanceof StepError || error instanceof RequestError;
    if (known) logger.error('a step failed; the rest goes on', { at, id, error: error.message });
    else logger.error('an internal error', { at, id, error: error instanceof Error ? error.stack : String(error) });
  }

  #enter(visit: Visit, user: string, rooms: readonly string[]): void {
    const { sameUser, historyCount } = this.#compiled;
    if (sameUser === 'replace') {
      const old = new Set(rooms.flatMap((room) => this.hub.connections(room, user)));
      for (const member of old) this.#visits.get(member)?.close(CLOSE.replaced, 'replaced by a newer connection');
    }
    for (const packet of this.hub.enter(visit.connection, rooms, historyCount)) visit.connection.deliver(packet);
    for (const room of rooms) if (this.hub.size(room) > 0) this.#timers.start(room);
  }

  #stopTimersWhenEmpty(room: string): void {
    if (this.hub.size(room) === 0) this.#timers.stop(room);
  }
}

function connectionsOf(visits: ReadonlyMap<Member, Visit>): Iterable<Visit['connection']> {
  return {
    *[Symbol.iterator]() {
      for (const { connection } of visits.values()) yield connection;
    },
  };
}

async function readFrame({ path }: Extract<Frame, { readonly kind: 'file' }>): Promise<ReadyFrame> {
  try {
    return { kind: 'binary', bytes: await readFile(path) };
  } catch (error) {
    throw new StepError(error instanceof Error ? error.message : String(error));
  }
}
