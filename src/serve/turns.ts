/** Long work in short turns, so that requests are answered in between. */

import type { Steps } from '../core/steps.ts';

/** About as long as a few requests take. */
const TURN_MS = 8;

/** Does all steps, and lets the event loop go round each time `turnMs` have passed. */
export async function takeTurns<T>(steps: Steps<T>, turnMs = TURN_MS): Promise<T> {
  let endsAt = performance.now() + turnMs;
  for (;;) {
    const step = steps.next();
    if (step.done) return step.value;
    if (performance.now() < endsAt) continue;
    await new Promise((resolve) => setImmediate(resolve));
    endsAt = performance.now() + turnMs;
  }
}
