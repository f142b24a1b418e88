/** Waiting that can be cut short. */

import { setTimeout as delay } from 'node:timers/promises';
import { MAX_TIMER_MS } from '../core/duration.ts';

/** Resolves when the time is up, or as soon as the signal is aborted. */
export async function pause(ms: number, signal: AbortSignal | undefined): Promise<void> {
  try {
    await delay(Math.min(ms, MAX_TIMER_MS), undefined, signal && { signal });
  } catch (error) {
    if (!signal?.aborted) throw error;
  }
}
