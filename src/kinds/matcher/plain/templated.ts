/** A value with `${…}` in it: what the expression gives is compared as if it had been written there. */

import type { Place } from '../../../core/problem.ts';
import type { Check, Extent } from '../check.ts';
import type { MatcherTemplate } from '../matcher.ts';
import { dataCheck, matchesData } from './data.ts';

export function templatedCheck(template: MatcherTemplate, place: Place, extent: Extent): Check {
  if (template.constant !== undefined) return dataCheck(template.constant, place, extent);
  return {
    uses: template.uses,
    matches: (value, scope, runtime) => matchesData(template.render(scope, runtime), value, extent),
    explain(value, walk) {
      dataCheck(template.render(walk.scope, walk.runtime), place, extent).explain(value, walk);
    },
    plain: (scope, runtime) => template.render(scope, runtime),
  };
}
