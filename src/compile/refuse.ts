/** The envelope that says what was wrong: with the request (its own status), with an expression, or with us. */

import { ExpressionError, RequestError } from '../core/errors.ts';
import type { ResponsePlan } from '../core/plan.ts';
import { PROBLEMS } from './contract/refusals.ts';
import { isMeantForContract } from './contract/without-route.ts';
import { headerText } from './header-text.ts';
import type { Planner } from './planner.ts';
import { answeringPlace, type Progress } from './progress.ts';
import { refusalScope, type WhatWentWrong } from './refusal-scope.ts';
import type { GeneralRefusals } from './refusals.ts';

/** Turns whatever a step threw into an answer; never throws. What is no fault of the caller's is logged. */
export function refuse(error: unknown, progress: Progress): ResponsePlan {
  const refusals = progress.route?.refusals ?? refusalsWithoutRoute(progress);
  if (error instanceof RequestError) {
    progress.refusal = { kind: error.kind, message: error.message };
    const isUnmatched = error.kind === 'no-route' || error.kind === 'no-case';
    const plan = planRefusal(isUnmatched ? refusals.unmatched : refusals.refused, error, progress);
    return error.headers.length === 0 ? plan : { ...plan, headers: [...plan.headers, ...error.headers] };
  }
  const { logger } = progress;
  const { id } = progress.exchange;
  if (error instanceof ExpressionError) {
    progress.refusal = { kind: 'failed', message: error.message };
    logger.error('an expression of an answer failed', { id, error: error.message });
    return planRefusal(refusals.failed, { status: 500, message: error.message }, progress);
  }
  logger.error('an internal error', {
    id,
    error: error instanceof Error ? (error.stack ?? error.message) : String(error),
  });
  const message = `an internal error of the mock; its log says more under id ${id}`;
  progress.refusal = { kind: 'internal', message };
  return planRefusal(refusals.failed, { status: 500, message }, progress);
}

/** Whoever asks a contract for something does not expect our envelope. */
function refusalsWithoutRoute({
  snapshot,
  exchange,
}: Progress): Pick<GeneralRefusals, 'unmatched' | 'refused' | 'failed'> {
  return isMeantForContract(snapshot, exchange.request) ? PROBLEMS : snapshot.refusals;
}

/** One refusal in the words of its envelope; never throws. */
export function planRefusal(planner: Planner, wrong: WhatWentWrong, progress: Progress): ResponsePlan {
  const { snapshot, exchange } = progress;
  const constants = progress.route?.constants ?? snapshot.constants;
  try {
    const scope = refusalScope(exchange, wrong, { constants, base: progress.admission?.scope });
    const plan = planner.plan(scope, exchange);
    const at = snapshot.settings.server.headers ? answeringPlace(progress) : undefined;
    return at === undefined ? plan : { ...plan, headers: [...plan.headers, 'x-mockapi-route', headerText(at)] };
  } catch (error) {
    progress.logger.error('the envelope of a refusal failed', { id: exchange.id, error: String(error) });
    return lastResort(wrong);
  }
}

/** When even the envelope fails, something still has to be said. */
function lastResort({ status, message }: WhatWentWrong): ResponsePlan {
  const body = JSON.stringify({ code: status, message, data: null });
  return { kind: 'send', status, headers: ['content-type', 'application/json; charset=utf-8'], delayMs: 0, body };
}
