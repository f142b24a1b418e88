/** Several operators in one map: all of them have to hold. */

import { type Check, joinUses } from '../check.ts';

export function allCheck(checks: readonly Check[]): Check {
  return {
    uses: joinUses(checks),
    matches(value, scope, runtime) {
      for (const check of checks) if (!check.matches(value, scope, runtime)) return false;
      return true;
    },
    explain(value, walk) {
      for (const check of checks) check.explain(value, walk);
    },
  };
}
