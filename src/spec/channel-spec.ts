/** A channel in canonical form: presets and defaults written out, units in numbers, every value with its place. */

import type { JsonObject } from '../core/json.ts';
import type { Place } from '../core/problem.ts';
import type { PathPattern } from './path.ts';
import type { DeclaredSources, Located } from './route-spec.ts';

export interface ChannelSpec {
  readonly pattern: PathPattern;
  /** The channel's place: its key is the path as written. */
  readonly place: Place;
  readonly name: string;
  readonly summary: string | undefined;
  readonly description: string | undefined;
  readonly tags: readonly string[];
  /** Of a handshake: url, query, header and cookie. */
  readonly params: DeclaredSources;
  readonly vars: JsonObject;
  readonly envelope: readonly Located[];
  /** A text or a list of them. */
  readonly room: Located | undefined;
  readonly user: Located | undefined;
  readonly sameUser: SameUser;
  readonly historyCount: number;
  readonly heartbeatMs: number;
  readonly protocols: readonly string[] | undefined;
  /** In lower case. */
  readonly origins: readonly string[] | undefined;
  readonly limits: ChannelLimits;
  /** JSON Schemas. */
  readonly message: Located | undefined;
  readonly sends: Located | undefined;
  readonly on: RuleSpecs;
  readonly timers: readonly TimerSpec[];
}

/** What becomes of a second connection of one user in one room. */
export type SameUser = 'allow' | 'refuse' | 'replace';

export interface ChannelLimits {
  /** Connections in one room. */
  readonly members: number;
  readonly frameBytes: number;
  /** Bytes that may wait for a slow reader. */
  readonly queueBytes: number;
  /** Messages from one connection; undefined for any number. */
  readonly rate: MessageRate | undefined;
}

/** `50/s` is 50 in 1000 ms. */
export interface MessageRate {
  readonly count: number;
  readonly perMs: number;
}

export interface RuleSpecs {
  readonly join: readonly StepSpec[];
  readonly message: readonly MessageRuleSpec[];
  readonly invalid: readonly StepSpec[] | undefined;
  readonly leave: readonly StepSpec[];
}

export interface MessageRuleSpec {
  readonly place: Place;
  readonly when: Located | undefined;
  readonly steps: readonly StepSpec[];
  /** True for a rule of a preset, which is not held to what the channel's own schema says. */
  readonly isPreset: boolean;
}

export interface TimerSpec {
  readonly place: Place;
  readonly everyMs: number;
  readonly steps: readonly StepSpec[];
}

/** One step: the name of its kind, and the whole map as written. */
export interface StepSpec extends Located<JsonObject> {
  readonly kind: string;
}
