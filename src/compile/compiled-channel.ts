/** A channel ready to talk: rules as functions from what an event sees to what is to be done. */

import type { ChannelAction } from '../core/channel.ts';
import type { Exchange } from '../core/exchange.ts';
import type { Issues } from '../core/issue.ts';
import type { Origin } from '../core/origin.ts';
import type { Place } from '../core/problem.ts';
import type { Runtime, Scope } from '../core/runtime.ts';
import type { ChannelLimits, SameUser } from '../spec/channel-spec.ts';
import type { PathPattern } from '../spec/path.ts';
import type { Admission, CaseCondition, Constants, ParameterInfo, Refusals } from './compiled-route.ts';
import type { ChannelDescription } from './describe/channel-description.ts';
import type { KeptPromise } from './promise.ts';

export type { ChannelLimits, MessageRate } from '../spec/channel-spec.ts';

export interface CompiledChannel {
  /** `WS /ws/{room}/{user}`: the same over reloads. */
  readonly id: string;
  /** Always `WS`: channels stand in a route table of their own. */
  readonly method: string;
  readonly path: string;
  readonly pattern: PathPattern;
  readonly summary: string | undefined;
  readonly description: string | undefined;
  readonly tags: readonly string[];
  readonly place: Place;
  readonly origin: Origin;
  /** `chat.yaml:12`. */
  readonly at: string;
  readonly parameters: readonly ParameterInfo[];
  /** What every expression of the channel sees; its name is `route.name`. */
  readonly constants: Constants;
  readonly refusals: Refusals;
  /** The handshake's parameters, as a route admits them. Throws RequestError (400). */
  admit(exchange: Exchange): Admission;
  /** The rooms of a connection, at least one, each once. Throws ExpressionError. */
  rooms(scope: Scope, runtime: Runtime): readonly string[];
  /** The user of a connection; `connectionId` where the channel names none. Throws ExpressionError. */
  user(scope: Scope, runtime: Runtime, connectionId: string): string;
  readonly sameUser: SameUser;
  /** How many messages of each room are kept for whoever joins; 0 for none. */
  readonly historyCount: number;
  readonly heartbeatMs: number;
  /** Sub-protocols, the preferred first; undefined takes none and asks for none. */
  readonly protocols: readonly string[] | undefined;
  /** Origins of pages that may connect, in lower case; undefined for any. A client without Origin is no page. */
  readonly origins: readonly string[] | undefined;
  readonly limits: ChannelLimits;
  /** Looks at a JSON message: issues (`in: message`) are appended, defaults filled in. Undefined where anything goes. */
  readonly checkMessage: ((message: unknown, issues: Issues) => void) | undefined;
  /** What our own frames look like, for docs and tests. The steps hold their frames to it. */
  readonly sends?: KeptPromise | undefined;
  readonly on: ChannelRules;
  readonly timers: readonly ChannelTimer[];
  /** What documents say of it; put together when it is first asked for. */
  describe(): ChannelDescription;
}

export interface ChannelRules {
  readonly join: readonly Step[];
  /** The first whose `when` holds runs. */
  readonly message: readonly MessageRule[];
  /** Undefined: what is not valid closes the connection with the code of RFC 6455. */
  readonly invalid: readonly Step[] | undefined;
  readonly leave: readonly Step[];
}

export interface MessageRule {
  readonly at: string;
  readonly when: CaseCondition | undefined;
  readonly steps: readonly Step[];
}

export interface ChannelTimer {
  readonly at: string;
  readonly everyMs: number;
  readonly steps: readonly Step[];
}

/** One step of a script. */
export interface Step {
  readonly at: string;
  /** Throws ExpressionError when one of its expressions fails: the step is left out, the log says so. */
  plan(scope: Scope, runtime: Runtime): ChannelAction;
}
