/** `{ wait: 200ms }`: holds back what comes next on this connection. */

import { DURATION_PATTERN, MAX_TIMER_MS, parseDuration } from '../../core/duration.ts';
import { constantPlan, type StepKind } from './step-kind.ts';

export const waitStep: StepKind = {
  name: 'wait',
  summary: 'holds back the next step, and the next event, of this connection only',
  keys: {
    wait: {
      type: 'string',
      pattern: DURATION_PATTERN,
      expected: 'a duration such as 200ms, 5s or 1m',
      description: 'Holds back the next step, and the next event, of this connection only.',
    },
  },
  compile(step, place, scope) {
    const ms = parseDuration(String(step.wait)) ?? 0;
    if (ms <= MAX_TIMER_MS) return constantPlan({ do: 'wait', ms });
    const message = `"${String(step.wait)}" is too long to wait`;
    scope.report(place.child('wait').problem('wrong-value', message, { hint: 'the longest wait is 24d' }));
    return undefined;
  },
};
