/** What people write below `channels:`, as types. */

import type { JsonSchemaShape } from './schema-shape.ts';
import type { ConditionShape, EnvelopeShape, HandshakeParamsShape } from './shapes.ts';

export interface ChannelShape {
  /** `chat`: rooms, personal messages, and who comes and goes. */
  readonly preset?: 'chat';
  /** Default: `WS /path`. */
  readonly name?: string;
  readonly summary?: string;
  readonly description?: string;
  readonly tags?: readonly string[];
  /** What a handshake must bring. */
  readonly params?: HandshakeParamsShape;
  readonly vars?: { readonly [name: string]: unknown };
  readonly envelope?: EnvelopeShape;
  /** Default: `{room}` of the path, else `lobby`. */
  readonly room?: string | readonly string[];
  /** Default: `{user}` of the path, else the connection's id. */
  readonly user?: string;
  /** A second connection of one user in one room. Default: allow. */
  readonly 'same-user'?: 'allow' | 'refuse' | 'replace';
  /** How many of the last messages of a room whoever joins is sent. Default: 0. */
  readonly history?: number;
  /** Time between pings. Default: `30s`. */
  readonly heartbeat?: string;
  /** Sub-protocols, the preferred first. */
  readonly protocols?: readonly string[];
  /** Origins of pages that may connect. Default: all of them. */
  readonly origin?: readonly string[];
  readonly limits?: ChannelLimitsShape;
  /** What a client's JSON must look like. */
  readonly message?: JsonSchemaShape;
  /** What our own frames look like. */
  readonly sends?: JsonSchemaShape;
  readonly on?: ChannelEventsShape;
  readonly timers?: readonly TimerShape[];
}

export interface ChannelLimitsShape {
  /** Connections in one room. Default: 500. */
  readonly members?: number;
  /** A message from a client. Default: `64KB`. */
  readonly frame?: string;
  /** What waits for a slow reader. Default: `1MB`. */
  readonly queue?: string;
  /** Messages from one connection: `50/s` (the default), `1000/m`, `off`. */
  readonly rate?: string;
}

export interface ChannelEventsShape {
  readonly join?: readonly StepShape[];
  /** The first whose `when` holds runs. */
  readonly message?: readonly MessageRuleShape[];
  /** Default: the connection is closed. */
  readonly invalid?: readonly StepShape[];
  readonly leave?: readonly StepShape[];
}

export interface MessageRuleShape {
  readonly when?: ConditionShape;
  readonly do: readonly StepShape[];
}

/** Runs once for each room that has members. */
export interface TimerShape {
  /** `10s`. */
  readonly every: string;
  readonly do: readonly StepShape[];
}

export type StepShape =
  | SendShape
  | { readonly wait: string }
  | { readonly join: string }
  | { readonly leave: string }
  | { readonly close: { readonly code?: number | string; readonly reason?: string } }
  | { readonly drop: true };

/** One frame, to `sender`, `others`, `room`, `room:NAME`, `user:NAME` or `everyone`. */
export type SendShape =
  | { readonly to: string; readonly json: unknown }
  | { readonly to: string; readonly text: string }
  | { readonly to: string; readonly binary: BinaryShape };

export type BinaryShape = { readonly base64: string } | { readonly hex: string } | { readonly file: string };
