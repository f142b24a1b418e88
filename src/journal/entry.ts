/** What the journal holds of each thing that happened: references as they were left, made readable by whoever asks. */

import type { CompiledChannel, MessageRule } from '../compile/compiled-channel.ts';
import type { Admission, CompiledCase, CompiledRoute } from '../compile/compiled-route.ts';
import type { Refusal } from '../compile/progress.ts';
import type { Address, Frame } from '../core/channel.ts';
import type { Exchange } from '../core/exchange.ts';
import type { Issues } from '../core/issue.ts';
import type { ResponsePlan } from '../core/plan.ts';
import type { Scope } from '../core/runtime.ts';

export type { Refusal } from '../compile/progress.ts';

export type Entry = ExchangeEntry | ConnectEntry | ReceivedEntry | SentEntry | CloseEntry;

/** A request and its answer; a handshake that was refused, or accepted (101), is one too. */
export interface ExchangeEntry {
  readonly kind: 'request';
  /** `WS` for a handshake. */
  readonly method: string;
  readonly exchange: Exchange;
  /** The address of the client. */
  readonly client: string;
  /** The snapshot that answered. */
  readonly version: number;
  /** Undefined where no route was met. */
  readonly met: CompiledRoute | CompiledChannel | undefined;
  /** Undefined where the request was refused before, or the answer is literal. */
  readonly admission: Admission | undefined;
  /** Undefined where no case answered; a literal answer is that of the route's only case. */
  readonly chosen: CompiledCase | undefined;
  /** Undefined where a case answered. */
  readonly refusal: Refusal | undefined;
  /** What was sent; undefined for a handshake that was accepted. */
  readonly plan: ResponsePlan | undefined;
  /** Of the request line and the headers, roughly. */
  readonly headBytes?: number;
  /** Of the body, as it is kept. */
  readonly bodyBytes?: number;
  /** Of the body of the answer, as it is kept; 0 for one that other requests get, too. */
  readonly sentBytes?: number;
  /** Of an answer of which only the beginning is kept: how many bytes it had. */
  readonly answerBytes?: number;
  readonly status: number;
  /** From the first byte of the request to the end of the answer. */
  readonly ms: number;
}

/** A connection as its entries name it. */
export interface ConnectionFacts {
  readonly id: string;
  readonly user: string;
  readonly channel: CompiledChannel;
  /** Of the handshake. */
  readonly target: string;
  readonly client: string;
  /** The handshake itself: what is masked of it is masked in all that the connection says. */
  readonly handshake?: Exchange | undefined;
}

interface ChannelEntry {
  /** Milliseconds since the epoch. */
  readonly time: number;
  /** The rooms that the connection is in at that moment, or that the frame went out from. */
  readonly rooms: readonly string[];
}

export interface ConnectEntry extends ChannelEntry {
  readonly kind: 'connect';
  readonly connection: ConnectionFacts;
}

/** A client's frame, and what became of it. */
export interface ReceivedEntry extends ChannelEntry {
  readonly kind: 'received';
  readonly connection: ConnectionFacts;
  /** Its own copy. */
  readonly bytes: Buffer;
  /** How many there were, where only the first of them are kept. */
  readonly wholeBytes?: number;
  readonly isBinary: boolean;
  /** What the rules saw; undefined where it was invalid. */
  readonly scope: Scope | undefined;
  /** The rule that took it. */
  readonly rule: MessageRule | undefined;
  /** Why it is not valid, when it is not. */
  readonly issues: Issues | undefined;
}

/** A frame of ours, once, however many it reached. */
export interface SentEntry extends ChannelEntry {
  readonly kind: 'sent';
  readonly channel: CompiledChannel;
  /** Whose event it was; undefined for a timer, or for a frame that a test or the console sent. */
  readonly connection: ConnectionFacts | undefined;
  readonly to: Address;
  readonly frame: Exclude<Frame, { readonly kind: 'file' }>;
  /** The message that it answers: what is masked of it is masked here, too. 'gone' where it was too large to be kept. */
  readonly heard: Buffer | 'gone' | undefined;
  /** How many bytes it had, where only the first of them are kept. */
  readonly wholeBytes?: number;
  readonly reached: number;
}

export interface CloseEntry extends ChannelEntry {
  readonly kind: 'close';
  readonly connection: ConnectionFacts;
  /** RFC 6455 §7.4; 1006 where there was no close frame. */
  readonly code: number;
  /** How long it was open. */
  readonly ms: number;
}
