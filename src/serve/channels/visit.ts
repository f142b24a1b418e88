/** The events of one connection, from its joining to its leaving. */

import type { Duplex } from 'node:stream';
import type { WebSocket } from 'ws';
import type { ChannelLimits, CompiledChannel, MessageRule, Step } from '../../compile/compiled-channel.ts';
import type { Admission } from '../../compile/compiled-route.ts';
import { ExpressionError, RequestError } from '../../core/errors.ts';
import type { Exchange } from '../../core/exchange.ts';
import type { Issues } from '../../core/issue.ts';
import type { LogFields } from '../../core/logger.ts';
import type { Runtime, Scope } from '../../core/runtime.ts';
import { shorten } from '../../core/shorten.ts';
import { formatSize } from '../../core/size.ts';
import type { ConnectionFacts } from '../../journal/entry.ts';
import type { ChannelDeps } from './channel-deps.ts';
import { CLOSE } from './close-reason.ts';
import { Connection, type ConnectionOwner, type Trouble } from './connection.ts';
import { EventRuntime } from './event-runtime.ts';
import { connectionScope, type EventFacts } from './event-scope.ts';
import type { Hub } from './hub.ts';
import { type Received, readIncoming, wholeMessageIssues } from './incoming.ts';
import { formatRate } from './rate.ts';
import { type Action, type Play, Script } from './script.ts';

/** Who was let in. */
export interface Guest {
  /** No other connection of the process has it; a client cannot choose it. */
  readonly id: string;
  readonly user: string;
  /** Each once. */
  readonly rooms: readonly string[];
  /** The handshake: a reload may have its parameters looked at again. */
  readonly exchange: Exchange;
  readonly admission: Admission;
}

/** The channel that is visited. */
export interface Home {
  /** The rules as they are now. */
  readonly compiled: CompiledChannel;
  readonly hub: Hub;
  readonly deps: ChannelDeps;
  /** True once nobody is to hear of those who leave: the channel is gone, or the mock stops. */
  readonly isClosed: boolean;
  /** Carries out a step of a connection, or of a timer. */
  perform(action: Action, actor: Actor): void | Promise<void>;
  noteFailure(error: unknown, at: string | undefined, id: string | undefined): void;
  /** It hears nothing any more. */
  leave(visit: Visit): void;
  /** Its socket is closed. */
  forget(visit: Visit): void;
}

/** Who does something. */
export interface Actor {
  /** Undefined for a timer. */
  readonly visit: Visit | undefined;
  /** What `room` means. */
  readonly rooms: readonly string[];
  /** How many messages of a room are remembered when one is sent there; 0 for this one not to be. */
  readonly keep: number;
  /** The message that it is about. */
  readonly heard?: Buffer | undefined;
}

/** What an event does; `keep` is how many messages of a room are remembered when it sends one there. */
interface EventSteps {
  readonly steps: readonly Step[];
  readonly keep: number;
  readonly facts: EventFacts;
  readonly heard?: Buffer;
}

/** What became of a message: the rule that took it, if one did, or why it is not valid. */
interface Fate {
  readonly scope?: Scope | undefined;
  readonly rule?: MessageRule | undefined;
  readonly issues?: Issues | undefined;
}

const NOTHING = Buffer.alloc(0);

const NO_FACTS: EventFacts = { message: null, issues: undefined };

export class Visit implements ConnectionOwner {
  readonly connection: Connection;
  readonly guest: Guest;
  readonly #home: Home;
  readonly #script: Script;
  readonly #startedAt = performance.now();
  #admittedBy: CompiledChannel;
  #admitted: Scope;
  #facts: ConnectionFacts | undefined;
  /** Of a connection that has left, the rooms that it was in. */
  #leftRooms: readonly string[] | undefined;

  constructor(home: Home, guest: Guest, wire: { readonly ws: WebSocket; readonly socket: Duplex }) {
    this.#home = home;
    this.guest = guest;
    this.#admittedBy = home.compiled;
    this.#admitted = guest.admission.scope;
    this.#script = new Script((error, at) => home.noteFailure(error, at, guest.id));
    this.connection = new Connection(guest.user, wire, this);
  }

  get limits(): ChannelLimits {
    return this.#home.compiled.limits;
  }

  get rooms(): readonly string[] {
    return this.#leftRooms ?? this.#home.hub.roomsOf(this.connection);
  }

  /** As the journal names it, under the rules of now. */
  get facts(): ConnectionFacts {
    const { compiled } = this.#home;
    if (this.#facts?.channel === compiled) return this.#facts;
    const { id, user, exchange } = this.guest;
    const { target, client } = exchange.request;
    this.#facts = { id, user, channel: compiled, target, client: client.host, handshake: exchange };
    return this.#facts;
  }

  join(): void {
    const { on, historyCount } = this.#home.compiled;
    const { journal } = this.#home.deps;
    if (journal.isOn) journal.append({ kind: 'connect', time: Date.now(), rooms: this.rooms, connection: this.facts });
    this.#script.add(() => this.#play({ steps: on.join, keep: historyCount, facts: NO_FACTS }));
  }

  onMessage(received: Received): void {
    if (this.#script.waitingBytes > this.limits.queueBytes) {
      this.#tell('warn', 'a client sends more than its rules get through: its connection was closed');
      this.close(CLOSE.tryAgainLater, 'the queue is full: too many messages wait for their turn');
      return;
    }
    // What waits, or is remembered, is copied out of the chunk that it came in, which would be kept whole.
    const isKept = this.#script.isBusy || this.#home.deps.journal.isOn;
    const kept = isKept ? { ...received, bytes: Buffer.from(received.bytes) } : received;
    this.#script.add(() => this.#hear(kept), kept.bytes.length);
  }

  onTooFast(): void {
    const { rate } = this.limits;
    const limit = rate ? formatRate(rate) : 'off';
    this.#tell('warn', 'a client sends too fast: its connection was closed', { limit });
    const text = `too many messages: limits.rate is ${limit}`;
    this.#script.add(() => {
      const issues = wholeMessageIssues(text, 'rate', limit);
      this.#remember({ bytes: NOTHING, isBinary: false }, { issues });
      return this.#refuse(CLOSE.policyViolation, issues, NOTHING);
    });
    this.#script.add(() => void this.close(CLOSE.policyViolation, text));
  }

  onTrouble(trouble: Trouble): void {
    switch (trouble.kind) {
      case 'queue-full':
        this.#tell('warn', 'a client reads too slowly: its connection was closed', {
          waiting: formatSize(trouble.bytes),
          limit: formatSize(this.limits.queueBytes),
        });
        break;
      case 'no-pong':
        this.#tell('info', 'a client did not answer a ping: its connection was cut');
        break;
      case 'protocol':
        this.#tell('info', 'a client broke the protocol', { error: trouble.error });
    }
  }

  onEnd(isSudden: boolean): void {
    this.#leftRooms = this.rooms;
    this.#home.leave(this);
    if (this.#home.isClosed) this.#script.stop();
    // In the middle of a delivery others would hear of the leaving before they hear what was being delivered.
    else if (isSudden) queueMicrotask(() => this.#leave());
    else this.#leave();
  }

  onClosed(code: number): void {
    const ms = performance.now() - this.#startedAt;
    const { journal } = this.#home.deps;
    this.#note(code, ms);
    if (journal.isOn) {
      journal.append({ kind: 'close', time: Date.now(), rooms: this.rooms, connection: this.facts, code, ms });
    }
    this.#home.forget(this);
  }

  noteOpen(ms: number): void {
    this.#note(101, ms);
  }

  /** What the client has sent and what has not had its turn is not heard any more. */
  close(code: number, reason: string): void {
    this.#script.clear();
    this.connection.close(code, reason);
  }

  /** The same without a close frame. */
  drop(): void {
    this.#script.clear();
    this.connection.drop();
  }

  #leave(): void {
    const { on, historyCount } = this.#home.compiled;
    this.#script.add(() => this.#play({ steps: on.leave, keep: historyCount, facts: NO_FACTS }));
  }

  #hear(received: Received): Play | undefined {
    const { compiled, deps } = this.#home;
    const incoming = readIncoming(received, compiled, { depth: deps.live.current.settings.limits.depth });
    if (deps.logger.isEnabled('debug')) {
      this.#tell('debug', 'a message came', {
        bytes: received.bytes.length,
        message: shorten(received.bytes.toString()),
      });
    }
    if (incoming.kind === 'invalid') {
      this.#remember(received, { issues: incoming.issues });
      return this.#refuse(incoming.code, incoming.issues, received.bytes);
    }
    const facts: EventFacts = { message: incoming.message, issues: undefined };
    const runtime = new EventRuntime(deps);
    const scope = this.#scope(facts);
    const rule = this.#chooseRule(scope, runtime);
    this.#remember(received, { scope, rule });
    return (
      rule && this.#play({ steps: rule.steps, keep: compiled.historyCount, facts, heard: received.bytes }, runtime)
    );
  }

  /** The first rule whose condition holds; one that fails on this message is skipped, and the log says so. */
  #chooseRule(scope: Scope, runtime: Runtime): MessageRule | undefined {
    const { compiled } = this.#home;
    for (const rule of compiled.on.message) {
      try {
        if (!rule.when || rule.when.test(scope, runtime)) return rule;
      } catch (error) {
        if (!(error instanceof ExpressionError)) throw error;
        this.#tell('warn', 'a rule was skipped: its condition failed', { at: rule.at, error: error.message });
      }
    }
    this.#tell('debug', 'no rule took a message', { at: compiled.at });
    return undefined;
  }

  #refuse(code: number, issues: Issues, heard: Buffer): Play | undefined {
    const { invalid } = this.#home.compiled.on;
    if (invalid) return this.#play({ steps: invalid, keep: 0, facts: { message: null, issues }, heard });
    this.close(code, issues[0]?.message ?? '');
    return undefined;
  }

  /** A message in the journal, with what became of it. */
  #remember({ bytes, isBinary }: Received, { scope, rule, issues }: Fate): void {
    const { journal } = this.#home.deps;
    if (!journal.isOn) return;
    const [time, rooms, connection] = [Date.now(), this.rooms, this.facts];
    journal.append({ kind: 'received', time, rooms, connection, bytes, isBinary, scope, rule, issues });
  }

  #play({ steps, keep, facts, heard }: EventSteps, runtime: Runtime = new EventRuntime(this.#home.deps)): Play {
    return {
      steps,
      runtime,
      scope: () => this.#scope(facts),
      perform: (action) => this.#home.perform(action, { visit: this, rooms: this.rooms, keep, heard }),
    };
  }

  #scope(facts: EventFacts): Scope {
    const { id, user } = this.guest;
    return connectionScope({ id, user, rooms: this.rooms, admitted: this.#admit() }, facts, this.#home.hub);
  }

  /** New rules may look at parts of the handshake that the old ones did not. */
  #admit(): Scope {
    const { compiled } = this.#home;
    if (compiled !== this.#admittedBy) {
      this.#admittedBy = compiled;
      try {
        this.#admitted = compiled.admit(this.guest.exchange).scope;
      } catch (error) {
        if (!(error instanceof RequestError)) throw error;
        this.#admitted = { ...this.#admitted, ...compiled.constants };
      }
    }
    return this.#admitted;
  }

  #tell(level: 'debug' | 'info' | 'warn', sentence: string, fields: LogFields = {}): void {
    const { logger } = this.#home.deps;
    logger[level](sentence, { id: this.guest.id, user: this.guest.user, ...fields });
  }

  #note(status: number, ms: number): void {
    const { id, exchange } = this.guest;
    const { access, reader } = this.#home.deps;
    const { target, client } = exchange.request;
    const shown = reader.shownTarget(target, { exchange, admission: undefined });
    access({ method: 'WS', target: shown, status, ms, route: this.#home.compiled.at, id, client: client.host });
  }
}
