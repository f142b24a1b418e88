/** Waits for a quiet moment after the last of many events, and then runs: never twice at once. */

import { performance } from 'node:perf_hooks';

export interface QuietOptions {
  /** How long nothing must have happened. */
  readonly quietMs: number;
  /** How long a stream of events can hold a run back, from its first event on. */
  readonly maxWaitMs: number;
  /** True when it looks as if more is to come; then it waits for another quiet moment, up to `maxWaitMs`. */
  readonly isUnfinished: (paths: ReadonlySet<string>) => Promise<boolean>;
  readonly run: (paths: ReadonlySet<string>) => Promise<void>;
  /** Told what `run` failed with. */
  readonly onError: (error: Error) => void;
}

export interface QuietRunner {
  /** Something happened to a path: leads to a run. */
  note(path: string): void;
  /** Runs without waiting; resolves when a run has ended that began after this call. */
  trigger(): Promise<void>;
  /** True when no event is pending and nothing runs. */
  isSettled(): boolean;
  /** Resolves once it is settled. */
  settled(): Promise<void>;
  /** Forgets what is pending; resolves when the run under way has ended. */
  close(): Promise<void>;
}

export function createQuietRunner({ quietMs, maxWaitMs, isUnfinished, run, onError }: QuietOptions): QuietRunner {
  let pending = new Set<string>();
  let waitingSince = 0;
  let timer: NodeJS.Timeout | undefined;
  let active: Promise<void> | undefined;
  let following: Promise<void> | undefined;
  let isClosed = false;
  let waiters: (() => void)[] = [];

  return {
    note(path) {
      if (isClosed) return;
      if (pending.size === 0) waitingSince = performance.now();
      pending.add(path);
      if (!active) arm();
    },
    trigger() {
      if (!active) return start(runNow);
      // the run under way may have read its files before this call
      following ??= active.then(() => {
        following = undefined;
        return active ?? start(runNow);
      });
      return following;
    },
    isSettled,
    settled: () => (isSettled() ? Promise.resolve() : new Promise((resolve) => waiters.push(resolve))),
    async close() {
      isClosed = true;
      pending.clear();
      clearTimeout(timer);
      await (following ?? active);
      release();
    },
  };

  function isSettled(): boolean {
    return !active && pending.size === 0;
  }

  function waitLeft(): number {
    return waitingSince + maxWaitMs - performance.now();
  }

  function arm(): void {
    clearTimeout(timer);
    timer = setTimeout(() => void start(runWhenFinished), Math.max(0, Math.min(quietMs, waitLeft())));
  }

  function start(flight: () => Promise<void>): Promise<void> {
    if (isClosed) return Promise.resolve();
    clearTimeout(timer);
    active = flight().finally(() => {
      active = undefined;
      if (pending.size > 0 && !isClosed) arm();
      else if (!following) release();
    });
    return active;
  }

  async function runWhenFinished(): Promise<void> {
    if (waitLeft() > 0 && (await isUnfinished(pending))) return;
    await runNow();
  }

  async function runNow(): Promise<void> {
    const paths = pending;
    pending = new Set();
    try {
      await run(paths);
    } catch (error) {
      onError(error instanceof Error ? error : new Error(String(error)));
    }
    // what came meanwhile may still be coming: it gets a quiet moment of its own
    waitingSince = performance.now();
  }

  function release(): void {
    const released = waiters;
    waiters = [];
    for (const resolve of released) resolve();
  }
}
