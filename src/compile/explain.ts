/** Which route and case answers a request, and why the others do not: the steps of a request, told instead of performed. */

import { ExpressionError, RequestError } from '../core/errors.ts';
import type { Exchange } from '../core/exchange.ts';
import type { Issue } from '../core/issue.ts';
import { silentLogger } from '../core/logger.ts';
import type { Origin } from '../core/origin.ts';
import type { ResponsePlan } from '../core/plan.ts';
import type { Runtime } from '../core/runtime.ts';
import { answerRoute } from './answer-route.ts';
import { answerWithoutRoute } from './answer-without-route.ts';
import type { CompiledCase, CompiledRoute } from './compiled-route.ts';
import { type ExplainedParameter, explainParameters, readReceived } from './explain-parameters.ts';
import { explainOthers, type OtherRoute } from './explain-routes.ts';
import type { Progress } from './progress.ts';
import { refuse } from './refuse.ts';
import type { RouteMatch } from './route-table.ts';
import type { Snapshot } from './snapshot.ts';

/** A request after step 3: matched, its path parameters and payload in the exchange. */
export interface ReadRequest {
  readonly snapshot: Snapshot;
  readonly exchange: Exchange & Runtime;
  readonly match: RouteMatch<CompiledRoute>;
  /** Why the body was refused, when it was. */
  readonly refused?: RequestError | undefined;
}

export interface Explanation {
  /** Undefined when no route takes the request. */
  readonly route: ExplainedRoute | undefined;
  /** Routes that would fit or nearly do, at most 8, and why they do not answer. */
  readonly others: readonly OtherRoute[];
  /** What is declared, and what came without being declared. */
  readonly parameters: readonly ExplainedParameter[];
  readonly issues: readonly Issue[];
  /** Issues beyond those listed. */
  readonly moreIssues: number;
  readonly cases: readonly ExplainedCase[];
  /** Why the answer is not that of a case. */
  readonly refusal: string | undefined;
  /** What would be sent. */
  readonly plan: ResponsePlan;
}

export interface ExplainedRoute {
  readonly id: string;
  readonly name: string;
  readonly at: string;
  readonly origin: Origin;
}

export interface ExplainedCase {
  readonly at: string;
  readonly origin: Origin;
  /** `fails`: it was chosen, and an expression of its answer failed. */
  readonly verdict: 'answers' | 'fails' | 'does not match' | 'not asked';
  readonly why: string;
}

/** Pure but for the counters and the randomness of the exchange, which are used as a request would use them. */
export function explainExchange({ snapshot, exchange, match, refused }: ReadRequest): Explanation {
  const route = match.kind === 'found' ? match.route : undefined;
  const progress: Progress = {
    snapshot,
    exchange,
    logger: silentLogger,
    route,
    admission: undefined,
    chosen: undefined,
  };
  const received = readReceived(exchange);
  const { plan, error } = attempt(progress, match, refused);
  const { admission } = progress;
  const issues = admission?.issues ?? [];
  const refusal = refusalOf(progress, error);
  return {
    route: route && { id: route.id, name: route.name, at: route.at, origin: route.origin },
    others: explainOthers({ items: snapshot.routes, table: snapshot.table }, exchange.request, route),
    parameters: explainParameters(route, received, admission),
    issues,
    moreIssues: admission?.more ?? 0,
    cases: route ? explainCases(route, progress, { refusal, error }) : [],
    refusal,
    plan,
  };
}

interface Attempt {
  readonly plan: ResponsePlan;
  readonly error?: unknown;
}

function attempt(progress: Progress, match: RouteMatch<CompiledRoute>, refusedBody: RequestError | undefined): Attempt {
  try {
    if (match.kind !== 'found') return { plan: answerWithoutRoute(match, progress) };
    if (refusedBody) throw refusedBody;
    return { plan: answerRoute(match.route, progress) };
  } catch (error) {
    if (!(error instanceof RequestError) && !(error instanceof ExpressionError)) throw error;
    return { plan: refuse(error, progress), error };
  }
}

function refusalOf({ route, admission, chosen }: Progress, error: unknown): string | undefined {
  if (error instanceof Error) return error.message;
  if (!admission || chosen) return undefined;
  return admission.issues.length > 0 ? 'the parameters are not valid' : `no case of ${route?.id} matched`;
}

/** Asked after the answer was planned, so that the questions do not change it. */
function explainCases(
  route: CompiledRoute,
  progress: Progress,
  { refusal, error }: { readonly refusal: string | undefined; readonly error: unknown },
): readonly ExplainedCase[] {
  const { admission } = progress;
  const isLiteral = !admission && refusal === undefined;
  const chosen = progress.chosen ?? (isLiteral ? route.cases[0] : undefined);
  const answering = chosen ? route.cases.indexOf(chosen) : -1;
  return route.cases.map((item, index): ExplainedCase => {
    const { at, origin } = item;
    if (index === answering) {
      return error instanceof Error
        ? { at, origin, verdict: 'fails', why: error.message }
        : { at, origin, verdict: 'answers', why: item.when ? 'its condition holds' : 'it has no condition' };
    }
    if (answering >= 0 && index > answering) {
      return { at, origin, verdict: 'not asked', why: 'a case above it answers' };
    }
    if (!admission || admission.issues.length > 0) {
      return { at, origin, verdict: 'not asked', why: 'the request is refused before' };
    }
    return { at, origin, verdict: 'does not match', why: explainCondition(item, progress) };
  });
}

function explainCondition({ when }: CompiledCase, { admission, exchange }: Progress): string {
  if (!when || !admission) return '';
  try {
    return when.explain(admission.scope, exchange);
  } catch (error) {
    if (error instanceof ExpressionError) return `it was skipped: ${error.message}`;
    throw error;
  }
}
