/** One worker of a run: its target, its connections, and what holds for every case. */

import { createHttpClient, type HttpClient } from './client/http.ts';
import type { CaseResult } from './result.ts';
import type { RunOptions } from './run-options.ts';
import type { Target } from './target.ts';

export interface Worker extends WorkerHooks {
  readonly target: Target;
  readonly http: HttpClient;
  readonly options: RunOptions;
  readonly timeoutMs: number;
  readonly retries: number;
  /** Ends its connections and its target. */
  close(): Promise<void>;
}

/** The run, as a worker sees it. */
export interface WorkerHooks {
  /** True once no other case may begin. */
  isStopped(): boolean;
  onCase(result: CaseResult): void;
}

const DEFAULT_TIMEOUT_MS = 10_000;

export function createWorker(target: Target, options: RunOptions, hooks: WorkerHooks): Worker {
  const http = createHttpClient({ tls: target.tls, isRepeating: target.mock === undefined });
  const stopWatching = target.mock && options.coverage?.watch(target.mock, target.snapshot);
  return {
    ...hooks,
    target,
    http,
    options,
    timeoutMs: options.timeoutMs ?? DEFAULT_TIMEOUT_MS,
    retries: options.retries ?? 0,
    async close() {
      http.close();
      await target.close();
      stopWatching?.();
    },
  };
}
