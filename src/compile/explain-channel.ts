/** Which channel takes a handshake, whose the connection is, and what it hears when it joins: told instead of performed. */

import type { ChannelAction } from '../core/channel.ts';
import { ExpressionError } from '../core/errors.ts';
import type { Exchange } from '../core/exchange.ts';
import type { Issue } from '../core/issue.ts';
import type { ResponsePlan } from '../core/plan.ts';
import type { Runtime, Scope } from '../core/runtime.ts';
import { CHANNEL_METHOD } from './channel.ts';
import type { CompiledChannel } from './compiled-channel.ts';
import type { Admission } from './compiled-route.ts';
import type { ExplainedRoute } from './explain.ts';
import { type ExplainedParameter, explainParameters, readReceived } from './explain-parameters.ts';
import { explainOthers, type OtherRoute } from './explain-routes.ts';
import type { Refusal } from './progress.ts';
import type { Snapshot } from './snapshot.ts';

/** A handshake that was decided on: where it came, and what is said to it. */
export interface DecidedHandshake {
  readonly snapshot: Snapshot;
  readonly exchange: Exchange & Runtime;
  /** Undefined when the handshake was refused before its parameters were looked at. */
  readonly admission: Admission | undefined;
  /** Why it was refused, when it was. */
  readonly refusal: Refusal | undefined;
  /** The HTTP answer, or who comes into which rooms. */
  readonly outcome:
    | { readonly kind: 'refused'; readonly plan: ResponsePlan }
    | { readonly kind: 'welcome'; readonly user: string; readonly rooms: readonly string[] };
}

export interface ChannelExplanation {
  /** Undefined when there is no channel at the path. */
  readonly channel: ExplainedRoute | undefined;
  /** Channels that would fit or nearly do, at most 8, and why they do not take the handshake. */
  readonly others: readonly OtherRoute[];
  readonly parameters: readonly ExplainedParameter[];
  readonly issues: readonly Issue[];
  /** Issues beyond those listed. */
  readonly moreIssues: number;
  /** Why the handshake is refused. */
  readonly refusal: string | undefined;
  /** The HTTP answer where the handshake is refused. */
  readonly plan: ResponsePlan | undefined;
  /** Undefined where it is refused. */
  readonly connection: ExplainedConnection | undefined;
}

export interface ExplainedConnection {
  readonly user: string;
  readonly rooms: readonly string[];
  /** The first member's `join`. */
  readonly join: readonly ExplainedStep[];
}

export interface ExplainedStep {
  readonly at: string;
  /** What is done, or why the step fails and is left out. */
  readonly result: ChannelAction | { readonly do: 'fail'; readonly why: string };
}

/** Pure but for the counters and the randomness of the exchange, which are used as a connection would use them. */
export function explainHandshake({
  snapshot,
  exchange,
  admission,
  refusal,
  outcome,
}: DecidedHandshake): ChannelExplanation {
  const { path } = exchange.request;
  const match = snapshot.channelTable.match(CHANNEL_METHOD, path);
  const channel = match.kind === 'found' ? match.route : undefined;
  const isWelcome = channel !== undefined && outcome.kind === 'welcome';
  return {
    channel: channel && {
      id: channel.id,
      name: channel.constants.route?.name ?? channel.id,
      at: channel.at,
      origin: channel.origin,
    },
    others: explainOthers(snapshot, { method: CHANNEL_METHOD, path }, channel),
    parameters: explainParameters(channel, readReceived(exchange), admission),
    issues: admission?.issues ?? [],
    moreIssues: admission?.more ?? 0,
    refusal: refusal?.message,
    plan: outcome.kind === 'refused' ? outcome.plan : undefined,
    connection: isWelcome
      ? {
          user: outcome.user,
          rooms: outcome.rooms,
          join: explainJoin(channel, { ...admission?.scope, ...connectionScope(exchange.id, outcome) }, exchange),
        }
      : undefined,
  };
}

/** Of a connection that is the first in its rooms. */
function connectionScope(
  id: string,
  { user, rooms }: { readonly user: string; readonly rooms: readonly string[] },
): Scope {
  return { user, room: rooms.length === 1 ? rooms[0] : rooms, members: [user], connection: { id, user, rooms } };
}

function explainJoin({ on }: CompiledChannel, scope: Scope, runtime: Runtime): readonly ExplainedStep[] {
  return on.join.map(({ at, plan }) => {
    try {
      return { at, result: plan(scope, runtime) };
    } catch (error) {
      if (!(error instanceof ExpressionError)) throw error;
      return { at, result: { do: 'fail', why: error.message } };
    }
  });
}
