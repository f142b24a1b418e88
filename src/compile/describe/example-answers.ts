/** What a route really answers: example requests, admitted by the route itself, and the plan of the case that takes each. */

import { ExpressionError, RequestError } from '../../core/errors.ts';
import type { Exchange } from '../../core/exchange.ts';
import type { ResponsePlan } from '../../core/plan.ts';
import { createRandom } from '../../core/random.ts';
import type { Runtime } from '../../core/runtime.ts';
import type { Admission, CompiledRoute } from '../compiled-route.ts';
import { type Wish, wishesOf } from './aim.ts';
import type { RouteBackground } from './background.ts';
import { exampleExchange } from './example-exchange.ts';
import { type ExampleValues, exampleValues } from './example-values.ts';
import { withWishes } from './grant.ts';

export interface ExampleAnswers {
  /** Of a request that the route admits; undefined where none was found. */
  readonly values: ExampleValues | undefined;
  /** By the index of the case; one that no tried request leads to is missing. */
  readonly cases: ReadonlyMap<number, ExampleAnswer>;
}

export interface ExampleAnswer {
  /** Of a request that leads to it; undefined where none was found, but every request of the case gets the same. */
  readonly values: ExampleValues | undefined;
  readonly plan: ResponsePlan;
}

/** How many requests are tried until one is admitted. */
const ATTEMPTS = 6;

/** Nothing is counted, nothing is remembered, and the same route gives the same examples. */
export function exampleAnswers(route: CompiledRoute, background: RouteBackground): ExampleAnswers {
  const cases = new Map<number, ExampleAnswer>();
  for (const [index, { planner }] of route.cases.entries()) {
    if (planner.constant) cases.set(index, { values: undefined, plan: planner.constant });
  }
  let values: ExampleValues | undefined;
  for (let seed = 1; seed <= ATTEMPTS && (!values || !isMet(cases, route.cases.length - 1)); seed++) {
    const tried = exampleValues(route.pattern, background, createRandom(seed));
    if (attempt(route, tried, { background, cases })) values ??= tried;
  }
  if (values) aimAtOthers(route, values, { background, cases });
  return { values, cases };
}

interface Findings {
  readonly background: RouteBackground;
  readonly cases: Map<number, ExampleAnswer>;
}

/** Changes the request so that it meets the condition of a case, and for one behind it that it misses that condition. */
function aimAtOthers(route: CompiledRoute, values: ExampleValues, findings: Findings): void {
  const { background, cases } = findings;
  const wishes = background.cases.map(({ when }): readonly Wish[] =>
    when === undefined ? [] : wishesOf(when, route.constants.vars),
  );
  for (const [index, own] of wishes.entries()) {
    if (isMet(cases, index)) continue;
    const before = wishes.slice(0, index).flatMap(([first]) => (first ? [refused(first)] : []));
    for (const wanted of [own, [...before, ...own]]) {
      if (isMet(cases, index) || wanted.length === 0) continue;
      attempt(route, withWishes(values, wanted, background), findings);
    }
  }
}

function isMet(cases: ExampleAnswers['cases'], index: number): boolean {
  return cases.get(index)?.values !== undefined;
}

/** The contrary. */
function refused({ at, value }: Wish): Wish {
  if (value === 'absent') return { at, value: 'anything' };
  if (value === 'anything') return { at, value: 'absent' };
  return { at, value: { like: { not: 'is' in value ? { const: value.is } : value.like } } };
}

/** True where the request is admitted; what answers it is noted. */
function attempt(route: CompiledRoute, values: ExampleValues, { background, cases }: Findings): boolean {
  const exchange = exampleExchange(values, { method: route.method, pattern: route.pattern, background });
  const admission = admitted(route, exchange);
  if (!admission) return false;
  const index = chosenCase(route, admission, exchange);
  if (index < 0 || isMet(cases, index)) return true;
  const plan = planned(route, index, { admission, exchange });
  if (plan) cases.set(index, { values, plan });
  return true;
}

function admitted(route: CompiledRoute, exchange: Exchange): Admission | undefined {
  const admission = orUndefined(() => route.admit(exchange));
  return admission?.issues.length === 0 ? admission : undefined;
}

/** As a request would choose: a condition that fails is no match. */
function chosenCase({ cases }: CompiledRoute, { scope }: Admission, runtime: Runtime): number {
  return cases.findIndex(({ when }) => !when || orUndefined(() => when.test(scope, runtime)) === true);
}

function planned(
  { cases }: CompiledRoute,
  index: number,
  { admission, exchange }: { readonly admission: Admission; readonly exchange: Runtime },
): ResponsePlan | undefined {
  return orUndefined(() => cases[index]?.planner.plan(admission.scope, exchange));
}

/** What fails on this request has no example. */
export function orUndefined<T>(work: () => T): T | undefined {
  try {
    return work();
  } catch (error) {
    if (error instanceof ExpressionError || error instanceof RequestError) return undefined;
    throw error;
  }
}
