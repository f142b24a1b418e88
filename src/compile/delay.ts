/** How long an answer waits: `200ms`, or a random time in `100ms..2s`. */

import { MAX_TIMER_MS, parseDuration } from '../core/duration.ts';
import type { Report } from '../core/problem.ts';
import type { Runtime } from '../core/runtime.ts';
import type { Located } from '../spec/route-spec.ts';

export interface Delay {
  /** In ms, when it is always the same. */
  readonly constant: number | undefined;
  render(runtime: Runtime): number;
}

/** No delay where nothing is written. */
export function compileDelay(written: Located | undefined, report: Report): Delay {
  const [low = 0, high = low] = String(written?.value ?? '0ms')
    .split('..')
    .map((text) => parseDuration(text) ?? 0);
  if (written && (low > high || high > MAX_TIMER_MS)) {
    const hint = low > high ? 'write the shorter time first' : 'the longest delay is 24d';
    report(written.place.problem('wrong-value', `"${String(written.value)}" is no delay`, { hint }));
  }
  if (low === high) return { constant: low, render: () => low };
  return { constant: undefined, render: (runtime) => low + runtime.random.next() * (high - low) };
}
