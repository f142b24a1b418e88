/** The wire of one client: what it sends is handed on within limits, what it is sent goes out at once or ends it. */

import type { Duplex } from 'node:stream';
import { WebSocket } from 'ws';
import type { ChannelLimits } from '../../compile/compiled-channel.ts';
import { limitFrames } from './acceptor.ts';
import { CLOSE, closeReason } from './close-reason.ts';
import type { Pingable } from './heartbeat.ts';
import type { Member } from './hub.ts';
import type { Received } from './incoming.ts';
import type { Packet } from './packet.ts';
import { createRate } from './rate.ts';
import { writeThisTurn } from './write-turn.ts';

/** Whoever lives at the other end of the wire. */
export interface ConnectionOwner {
  /** As they are now. */
  readonly limits: ChannelLimits;
  onMessage(received: Received): void;
  /** It sends faster than it may; nothing that it sends is handed on any more, and it is to be closed. */
  onTooFast(): void;
  /** It does not read what it is sent, has broken the protocol, or does not answer. */
  onTrouble(trouble: Trouble): void;
  /**
   * Once, as soon as nothing goes out any more; `isSudden` when somebody else's message is being delivered at this moment.
   * The socket may take a while longer.
   */
  onEnd(isSudden: boolean): void;
  /** The socket is closed. */
  onClosed(code: number): void;
}

export type Trouble =
  | { readonly kind: 'queue-full'; readonly bytes: number }
  | { readonly kind: 'no-pong' }
  | { readonly kind: 'protocol'; readonly error: string };

type State = 'open' | 'muted' | 'ended';

export class Connection implements Member, Pingable {
  readonly user: string;
  readonly #ws: WebSocket;
  readonly #socket: Duplex;
  readonly #owner: ConnectionOwner;
  readonly #rate = createRate();
  #state: State = 'open';
  #isAwaitingPong = false;
  #code: number | undefined;

  constructor(user: string, wire: { readonly ws: WebSocket; readonly socket: Duplex }, owner: ConnectionOwner) {
    this.user = user;
    this.#ws = wire.ws;
    this.#socket = wire.socket;
    this.#owner = owner;
    this.#ws.on('message', (data, isBinary) => this.#hear(data as Buffer, isBinary));
    this.#ws.on('ping', () => this.#mayGoOn());
    this.#ws.on('pong', () => {
      this.#isAwaitingPong = false;
    });
    this.#ws.on('error', (error) => this.#fail(error));
    this.#ws.on('close', (code) => {
      this.#end(false);
      owner.onClosed(this.#code ?? code);
    });
  }

  get isOpen(): boolean {
    return this.#state !== 'ended';
  }

  /** Writes past `ws`, which would frame it anew for every reader; its own frames are written at once and whole, too. */
  deliver({ bytes }: Packet): void {
    if (this.#state === 'ended') return;
    if (this.#ws.readyState !== WebSocket.OPEN) this.#end(true);
    else if (this.#isQueueFull()) this.#overflow();
    else writeThisTurn(this.#socket, bytes);
  }

  /** The reason is cut to what a close frame holds. */
  close(code: number, reason: string): void {
    if (this.#state === 'ended') return;
    this.#code = code;
    this.#end(false);
    this.#ws.close(code, closeReason(reason));
  }

  /** No close frame, no more bytes. */
  drop(): void {
    this.#end(false);
    this.#ws.terminate();
  }

  ping(): boolean {
    if (this.#state === 'ended') return true;
    if (this.#isAwaitingPong) return false;
    this.#isAwaitingPong = true;
    this.#ws.ping();
    return true;
  }

  giveUp(): void {
    this.#owner.onTrouble({ kind: 'no-pong' });
    this.drop();
  }

  /** The limit of a message, changed by a reload. */
  limitFrames(bytes: number): void {
    limitFrames(this.#ws, bytes);
  }

  #hear(bytes: Buffer, isBinary: boolean): void {
    if (this.#mayGoOn()) this.#owner.onMessage({ bytes, isBinary });
  }

  /** Pings count as messages do: an answer costs as much. */
  #mayGoOn(): boolean {
    if (this.#state !== 'open') return false;
    const { rate } = this.#owner.limits;
    if (rate === undefined || this.#rate.take(rate, performance.now())) return true;
    this.#state = 'muted';
    this.#owner.onTooFast();
    return false;
  }

  /** Bytes that only wait for the end of this turn are not held against the reader. */
  #isQueueFull(): boolean {
    const { queueBytes } = this.#owner.limits;
    if (this.#socket.writableLength <= queueBytes) return false;
    this.#socket.uncork();
    return this.#socket.writableLength > queueBytes;
  }

  #overflow(): void {
    this.#owner.onTrouble({ kind: 'queue-full', bytes: this.#socket.writableLength });
    this.#code = CLOSE.tryAgainLater;
    this.#end(true);
    this.#ws.close(CLOSE.tryAgainLater, 'the queue is full: too slow a reader');
  }

  #fail(error: Error): void {
    this.#code ??= codeOf(error);
    if (this.#state !== 'ended') this.#owner.onTrouble({ kind: 'protocol', error: error.message });
    this.#end(false);
  }

  #end(isSudden: boolean): void {
    if (this.#state === 'ended') return;
    this.#state = 'ended';
    this.#owner.onEnd(isSudden);
  }
}

/** What `ws` closes the connection with by itself. */
function codeOf(error: Error): number {
  switch ('code' in error ? error.code : undefined) {
    case 'WS_ERR_INVALID_UTF8':
      return CLOSE.invalidPayload;
    case 'WS_ERR_UNSUPPORTED_MESSAGE_LENGTH':
    case 'WS_ERR_UNSUPPORTED_DATA_PAYLOAD_LENGTH':
      return CLOSE.tooLarge;
    case 'WS_ERR_TOO_MANY_BUFFERED_PARTS':
      return CLOSE.policyViolation;
    default:
      return CLOSE.protocolError;
  }
}
