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
import type { CompiledRoute } from './compiled-route.ts';
import { type ExplainedCase, explainCases } from './explain-cases.ts';
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
  /** Why the file that answers cannot be sent, when that is known. */
  readonly unsendable?: RequestError | undefined;
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

/** Pure but for the counters and the randomness of the exchange, which are used as a request would use them. */
export function explainExchange(request: ReadRequest): Explanation {
  const { snapshot, exchange, match } = request;
  const route = match.kind === 'found' ? match.route : undefined;
  const progress: Progress = {
    snapshot,
    exchange,
    logger: silentLogger,
    route,
    admission: undefined,
    chosen: undefined,
    refusal: undefined,
  };
  const received = readReceived(exchange);
  const plan = attempt(progress, request);
  const { admission } = progress;
  return {
    route: route && { id: route.id, name: route.name, at: route.at, origin: route.origin },
    others: explainOthers(snapshot, exchange.request, route),
    parameters: explainParameters(route, received, admission),
    issues: admission?.issues ?? [],
    moreIssues: admission?.more ?? 0,
    cases: route ? explainCases(route, progress, exchange) : [],
    refusal: progress.refusal?.message,
    plan,
  };
}

/** The steps of a request; what is our own fault is thrown. */
function attempt(progress: Progress, { match, refused, unsendable }: ReadRequest): ResponsePlan {
  try {
    if (match.kind !== 'found') return answerWithoutRoute(match, progress);
    if (refused) throw refused;
    const plan = answerRoute(match.route, progress);
    if (unsendable && plan.kind === 'file') throw unsendable;
    return plan;
  } catch (error) {
    if (!(error instanceof RequestError) && !(error instanceof ExpressionError)) throw error;
    return refuse(error, progress);
  }
}
