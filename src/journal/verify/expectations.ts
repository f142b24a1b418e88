/** The `times` of routes and cases, as checks: how often each has answered. */

import type { CompiledCase, CompiledRoute, Expectation } from '../../compile/compiled-route.ts';
import type { Snapshot } from '../../compile/snapshot.ts';
import type { ExchangeEntry } from '../entry.ts';
import { outcomeOf } from '../outcome.ts';
import type { Miss } from './closest.ts';
import type { Check } from './compiled-check.ts';
import { createCountCheck } from './count-check.ts';
import { faultOf, type Surroundings, seenRuntime } from './seen.ts';
import { selectRoute } from './selector.ts';

/** One check for each `times`, in the order of the files. */
export function expectationChecks({ routes, settings, constants }: Snapshot): readonly Check[] {
  const around: Surroundings = { constants, locale: settings.locale };
  return routes.flatMap((route) => [
    ...(route.expectation ? [routeCheck(route, route.expectation)] : []),
    ...route.cases.flatMap((item, index) =>
      item.expectation ? [caseCheck({ route, item, index, around }, item.expectation)] : [],
    ),
  ]);
}

function routeCheck(route: CompiledRoute, { at, times }: Expectation): Check {
  const { takes, miss } = selectRoute(route);
  return createCountCheck({
    at,
    withinMs: 0,
    times,
    subject: `${route.id} (${at}) to answer`,
    condition: '',
    takes: (entry) => takes(entry) && outcomeOf(entry) === 'answered',
    miss: (entry) => (takes(entry) ? whyNoAnswer(entry) : miss(entry)),
  });
}

interface ExpectedCase {
  readonly route: CompiledRoute;
  readonly item: CompiledCase;
  /** Its place among the cases: what it is known by after its file has changed. */
  readonly index: number;
  readonly around: Surroundings;
}

function caseCheck({ route, item, index, around }: ExpectedCase, { at, times }: Expectation): Check {
  const { takes, miss } = selectRoute(route);
  return createCountCheck({
    at,
    withinMs: 0,
    times,
    subject: `case ${index + 1} of ${route.id} (${at}) to answer`,
    condition: '',
    takes: (entry) => takes(entry) && outcomeOf(entry) === 'answered' && answeringCase(entry) === index,
    miss(entry) {
      if (!takes(entry)) return miss(entry);
      const { distance, differences } = whyNoAnswer(entry);
      const other = entry.chosen ? [`${entry.chosen.at} answered`] : [];
      return { distance, differences: [...other, ...whyNot(item, entry, around), ...differences] };
    },
  });
}

/** A literal answer is that of the route's only case. */
function answeringCase({ met, chosen }: ExchangeEntry): number {
  if (!chosen) return 0;
  return met && 'cases' in met ? met.cases.indexOf(chosen) : -1;
}

/** What it was refused for; nothing of a request that another case has answered. */
function whyNoAnswer({ admission, refusal }: ExchangeEntry): Miss {
  const issues = admission?.issues.map(({ message }) => message) ?? [];
  if (issues.length > 0) return { distance: issues.length, differences: issues };
  return refusal ? { distance: 1, differences: [refusal.message] } : { distance: 0, differences: [] };
}

function whyNot(
  { when }: CompiledCase,
  { admission, exchange }: ExchangeEntry,
  around: Surroundings,
): readonly string[] {
  if (!when || !admission || admission.issues.length > 0) return [];
  try {
    const runtime = seenRuntime(exchange, around);
    if (when.test(admission.scope, runtime))
      return ['its condition holds, too, but an earlier case is asked before it'];
    return [when.explain(admission.scope, runtime)];
  } catch (error) {
    return [faultOf(error)];
  }
}
