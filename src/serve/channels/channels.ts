/** All channels of a mock: the door for upgrade requests, and what a reload and the end mean for open connections. */

import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import { CHANNEL_METHOD } from '../../compile/channel.ts';
import type { CompiledChannel } from '../../compile/compiled-channel.ts';
import { answeringPlace } from '../../compile/progress.ts';
import { RequestError } from '../../core/errors.ts';
import type { ResponsePlan } from '../../core/plan.ts';
import { decided } from '../exchange-note.ts';
import { asksWhy, explainInAnswer, tellWhy } from '../explain-answer.ts';
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
  /** Its connections and rooms; made when it is first asked for. */
  open(compiled: CompiledChannel): OpenChannel;
  /** Undefined for one that nobody has asked for yet. */
  opened(id: string): OpenChannel | undefined;
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
      const visit = this.open(channel).welcome(guest, { ws, socket });
      const ms = performance.now() - handshake.startedAt;
      this.#deps.notes.take(handshake, handshake.facts, { method: CHANNEL_METHOD, plan: undefined, status: 101, ms });
      visit.noteOpen(ms);
      visit.join();
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
    return this.open(channel).refusal(user, rooms);
  }

  opened(id: string): OpenChannel | undefined {
    return this.#open.get(id);
  }

  open(compiled: CompiledChannel): OpenChannel {
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
    const { exchange, snapshot, startedAt } = handshake;
    const { headers, method: asked } = exchange.request;
    const method = asked === 'GET' ? CHANNEL_METHOD : asked;
    const { reader, access, logger } = this.#deps;
    const { ends } = handshake.facts;
    const { status } = plan;
    const why = decided(handshake, method);
    const sent =
      asksWhy(headers) && snapshot.settings.server.headers ? explainInAnswer(plan, reader.explain(why), method) : plan;
    planOnSocket(socket, sent);
    const ms = performance.now() - startedAt;
    const target = reader.shownTarget(handshake.facts.target, handshake);
    access({ method, target, status, ms, route: answeringPlace(handshake), id: exchange.id, client: ends.client.host });
    this.#deps.notes.take(handshake, handshake.facts, { method, plan: sent, status, ms });
    if (logger.isEnabled('debug')) tellWhy(why, this.#deps);
  }
}
