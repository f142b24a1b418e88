/** Waits for something to become true of a connection: asked at once and after everything that happens to it. */

import { MAX_TIMER_MS } from '../../core/duration.ts';

/** Whatever tells when it changed. */
export interface Changing {
  /** Called after each change; returns how to stop listening. */
  onChange(listener: () => void): () => void;
}

export interface Patience {
  readonly ms: number;
  /** Ends the waiting early. */
  readonly signal: AbortSignal | undefined;
}

/**
 * The first thing that `attempt` gives, in the very turn in which it becomes true; `late` when the time is up.
 * Rejects with what `attempt` throws.
 */
export function until<T extends object>(
  changing: Changing,
  attempt: () => T | undefined,
  { ms, signal }: Patience,
): Promise<T | 'late' | 'interrupted'> {
  return new Promise((resolve, reject) => {
    const end = (outcome: T | 'late' | 'interrupted'): void => {
      stop();
      resolve(outcome);
    };
    const ask = (): void => {
      try {
        const found = attempt();
        if (found) end(found);
      } catch (error) {
        stop();
        reject(error);
      }
    };
    const interrupt = (): void => end('interrupted');
    const forget = changing.onChange(ask);
    const timer = setTimeout(() => end('late'), Math.min(ms, MAX_TIMER_MS));
    signal?.addEventListener('abort', interrupt);
    function stop(): void {
      forget();
      clearTimeout(timer);
      signal?.removeEventListener('abort', interrupt);
    }
    if (signal?.aborted) interrupt();
    else ask();
  });
}
