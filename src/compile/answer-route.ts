/** Steps 4 to 6 of a request: admit, choose, plan; what `serve` sends and what `explain` shows is decided here. */

import { ExpressionError } from '../core/errors.ts';
import type { ResponsePlan } from '../core/plan.ts';
import type { Scope } from '../core/runtime.ts';
import type { Admission, CompiledCase, CompiledRoute } from './compiled-route.ts';
import type { Progress } from './progress.ts';
import { planRefusal } from './refuse.ts';

/**
 * The answer of a route as data, a refusal in its envelope included; its body must have been read.
 * Throws RequestError for what cannot be decoded or would break the head, ExpressionError for an answer's expression.
 */
export function answerRoute(route: CompiledRoute, progress: Progress): ResponsePlan {
  const { exchange } = progress;
  const literal = route.literal?.constant;
  if (literal && exchange.request.queryText === '') return literal;
  const admission = route.admit(exchange);
  progress.admission = admission;
  if (admission.issues.length > 0) return refuseInvalid(route, admission, progress);
  const chosen = chooseCase(route, admission.scope, progress);
  if (!chosen) return refuseUnmatched(route, progress);
  progress.chosen = chosen;
  return chosen.planner.constant ?? chosen.planner.plan(admission.scope, exchange);
}

/** The first case whose condition holds; one that fails on this request is skipped, and the log says so. */
function chooseCase(route: CompiledRoute, scope: Scope, { exchange, logger }: Progress): CompiledCase | undefined {
  for (const item of route.cases) {
    if (!item.when) return item;
    try {
      if (item.when.test(scope, exchange)) return item;
    } catch (error) {
      if (!(error instanceof ExpressionError)) throw error;
      logger.warn('a case was skipped: its condition failed', {
        at: item.at,
        id: exchange.id,
        error: error.message,
      });
    }
  }
  return undefined;
}

function refuseInvalid(route: CompiledRoute, admission: Admission, progress: Progress): ResponsePlan {
  const { issues, more } = admission;
  const message = issues[0]?.message ?? 'invalid parameters';
  progress.refusal = { kind: 'invalid', message };
  return planRefusal(route.refusals.invalid(admission), { status: 422, message, issues, more }, progress);
}

function refuseUnmatched(route: CompiledRoute, progress: Progress): ResponsePlan {
  const message = `no case of ${route.id} matched`;
  progress.refusal = { kind: 'no-case', message };
  return planRefusal(route.refusals.unmatched, { status: 404, message }, progress);
}
