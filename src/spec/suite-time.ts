/** Durations in a suite, held to what a timer can do. */

import { MAX_TIMER_MS, parseDuration } from '../core/duration.ts';
import type { Report } from '../core/problem.ts';
import type { Located } from './route-spec.ts';

/** Milliseconds; undefined where nothing is written, or nothing that a timer takes, which is reported. */
export function readMs(written: Located | undefined, least: 0 | 1, report: Report): number | undefined {
  if (!written) return undefined;
  const ms = parseDuration(String(written.value)) ?? Number.POSITIVE_INFINITY;
  if (ms >= least && ms <= MAX_TIMER_MS) return ms;
  const hint = least === 0 ? 'write a time up to 24d' : 'write a time from 1ms to 24d';
  report(written.place.problem('wrong-value', `"${String(written.value)}" is no time to wait`, { hint }));
  return undefined;
}
