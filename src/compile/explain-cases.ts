/** Every case of a route, and why it does or does not answer a request: asked again after the answer was decided on. */

import { ExpressionError, RequestError } from '../core/errors.ts';
import type { Origin } from '../core/origin.ts';
import type { Runtime, Scope } from '../core/runtime.ts';
import type { CompiledCase, CompiledRoute } from './compiled-route.ts';
import type { Progress } from './progress.ts';

export interface ExplainedCase {
  readonly at: string;
  readonly origin: Origin;
  /** `fails`: it was chosen, and an expression of its answer failed. */
  readonly verdict: 'answers' | 'fails' | 'does not match' | 'not asked';
  readonly why: string;
}

/** How far the request came. */
export type Reached = Pick<Progress, 'admission' | 'chosen' | 'refusal'>;

/** In the order of the route; `runtime` is what conditions are asked with, so that the questions change nothing. */
export function explainCases(
  { cases }: Pick<CompiledRoute, 'cases'>,
  reached: Reached,
  runtime: Runtime,
): readonly ExplainedCase[] {
  const { admission, refusal } = reached;
  const isLiteral = !admission && !refusal;
  const chosen = reached.chosen ?? (isLiteral ? cases[0] : undefined);
  const answering = chosen ? cases.indexOf(chosen) : -1;
  return cases.map((item, index): ExplainedCase => {
    const { at, origin } = item;
    if (index === answering) {
      return refusal
        ? { at, origin, verdict: 'fails', why: refusal.message }
        : { at, origin, verdict: 'answers', why: item.when ? 'its condition holds' : 'it has no condition' };
    }
    if (answering >= 0 && index > answering) {
      return { at, origin, verdict: 'not asked', why: 'a case above it answers' };
    }
    if (!admission || admission.issues.length > 0) {
      return { at, origin, verdict: 'not asked', why: 'the request is refused before' };
    }
    return { at, origin, verdict: 'does not match', why: explainCondition(item, admission.scope, runtime) };
  });
}

/** Why a condition does not hold, one that fails included. */
export function explainCondition({ when }: Pick<CompiledCase, 'when'>, scope: Scope, runtime: Runtime): string {
  if (!when) return '';
  try {
    return when.explain(scope, runtime);
  } catch (error) {
    if (error instanceof ExpressionError || error instanceof RequestError) return `it was skipped: ${error.message}`;
    throw error;
  }
}
