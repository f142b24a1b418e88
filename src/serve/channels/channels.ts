/** All channels of a mock: the door for upgrade requests, and what a reload and the end mean for open connections. */

import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import type { CompiledChannel } from '../../compile/compiled-channel.ts';
import { answeringPlace } from '../../compile/progress.ts';
import { RequestError } from '../../core/errors.ts';
import type { ResponsePlan } from '../../core/plan.ts';
import { planOnSocket } from '../socket-answer.ts';
import { GRACE_MS } from '../stop.ts';
import { acceptUpgrade } from './acceptor.ts';
import type { ChannelDeps } from './channel-deps.ts';
import { CLOSE } from './close-reason.ts';
import { Handshake } from './handshake.ts';
import { OpenChannel } from './open-channel.ts';

export interface Channels {
  /** Answers a request for a WebSocket connection, whatever becomes of it; never throws. */
  upgrade(req: IncomingMessage, socket: Duplex, head: Buffer): void;
  /** Closes everyone with 1001; resolves when they are gone, or were cut after `graceMs`, with how many were. */
  stop(graceMs: number): Promise<number>;
}

export function createChannels(deps: ChannelDeps): Channels {
  return new MockChannels(deps);
}

class MockChannels implements Channels {
  readonly #deps: ChannelDeps;
  /** By the channel's id, from its first connection on. */
  readonly #open = new Map<string, OpenChannel>();
  readonly #closing = new Set<OpenChannel>();
  readonly #unsubscribe: () => void;
  #isStopping = false;

  constructor(deps: ChannelDeps) {
    this.#deps = deps;
    this.#unsubscribe = deps.live.onPublish(({ channels }) => this.#publish(channels));
  }

  upgrade(req: IncomingMessage, socket: Duplex, head: Buffer): void {
    // Node took its own listener away: without one a reset connection would end the process.
    socket.on('error', () => socket.destroy());
    const handshake = new Handshake(this.#deps, req);
    const outcome = handshake.decide((channel, user, rooms) => this.#askRoom(channel, user, rooms));
    if (outcome.kind === 'refused') {
      this.#refuse(handshake, socket, outcome.plan);
      return;
    }
    const { channel, guest } = outcome;
    try {
      const ws = acceptUpgrade(channel, { req, socket, head });
      if (!ws) return;
      const visit = this.#channel(channel).join(guest, { ws, socket });
      visit.noteOpen(performance.now() - handshake.startedAt);
    } catch (error) {
      if (!(error instanceof RequestError)) throw error;
      this.#refuse(handshake, socket, handshake.refuse(error));
    }
  }

  async stop(graceMs: number): Promise<number> {
    this.#isStopping = true;
    this.#unsubscribe();
    const all = [...this.#open.values(), ...this.#closing];
    const cut = await Promise.all(
      all.map((channel) => channel.close(CLOSE.goingAway, 'the mock server is stopping', graceMs)),
    );
    return cut.reduce((sum, count) => sum + count, 0);
  }

  #askRoom(channel: CompiledChannel, user: string, rooms: readonly string[]): RequestError | undefined {
    if (this.#isStopping) return new RequestError(503, 'no-room', 'the mock server is stopping');
    return this.#channel(channel).refusal(user, rooms);
  }

  #channel(compiled: CompiledChannel): OpenChannel {
    let channel = this.#open.get(compiled.id);
    if (!channel) {
      channel = new OpenChannel(compiled, this.#deps);
      this.#open.set(compiled.id, channel);
    }
    return channel;
  }

  #publish(compiled: readonly CompiledChannel[]): void {
    if (this.#open.size === 0) return;
    const byId = new Map(compiled.map((channel) => [channel.id, channel]));
    for (const [id, channel] of this.#open) {
      const next = byId.get(id);
      if (next) channel.update(next);
      else this.#remove(id, channel);
    }
  }

  #remove(id: string, channel: OpenChannel): void {
    this.#open.delete(id);
    this.#closing.add(channel);
    channel
      .close(CLOSE.serviceRestart, 'the channel was removed', GRACE_MS)
      .finally(() => this.#closing.delete(channel));
  }

  #refuse(handshake: Handshake, socket: Duplex, plan: ResponsePlan): void {
    const { method, target, client } = handshake.exchange.request;
    planOnSocket(socket, plan);
    this.#deps.note({
      method: method === 'GET' ? 'WS' : method,
      target,
      status: plan.status,
      ms: performance.now() - handshake.startedAt,
      route: answeringPlace(handshake),
      id: handshake.exchange.id,
      client: client.host,
    });
  }
}
