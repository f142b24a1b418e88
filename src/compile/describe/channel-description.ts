/** What a channel takes and does, in the words of documents: its handshake, the messages of both sides, its rules. */

import type { Json, JsonSchema } from '../../core/json.ts';
import type { FrameForm } from '../../kinds/step/index.ts';
import type { DescribedParameter } from './route-description.ts';

/** Schemas in it are resolved: draft 2020-12, absolute `$ref`s. */
export interface ChannelDescription {
  /** Of the handshake: url, query, header and cookie. */
  readonly parameters: readonly DescribedParameter[];
  /** Sources of the handshake that refuse what is not declared. */
  readonly closedSources: readonly DescribedParameter['in'][];
  /** What a client's JSON must look like; undefined where anything goes. */
  readonly message: JsonSchema | undefined;
  /** What our own frames look like; undefined where nobody said. */
  readonly sends: JsonSchema | undefined;
  /** As written: a text, a list of them, or undefined for the defaults. */
  readonly room: Json | undefined;
  readonly user: Json | undefined;
  /** In the order of a connection's life, timers last. */
  readonly rules: readonly DescribedRule[];
  /** Finds what a `$ref` in any of the schemas means. */
  lookup(ref: string): JsonSchema | undefined;
}

export interface DescribedRule {
  readonly on: 'join' | 'message' | 'invalid' | 'leave' | 'timer';
  /** Of a message rule: an expression, or a map of what must match, as written. */
  readonly when?: Json;
  /** Of a timer. */
  readonly everyMs?: number;
  readonly steps: readonly DescribedStep[];
}

/** A step as written: `${…}` is not filled in. */
export type DescribedStep =
  | {
      readonly do: 'send';
      readonly to: string;
      readonly form: FrameForm;
      readonly frame: Json;
      /** What a `json` or `text` frame always is; undefined where it depends on the event, or is bytes. */
      readonly constant: Json | undefined;
    }
  | { readonly do: 'wait' | 'join' | 'leave'; readonly value: string }
  | { readonly do: 'close'; readonly code: Json; readonly reason: string }
  | { readonly do: 'drop' };
