/** One clock for all connections of a channel: who has not answered the last ping is gone. */

import { LONGEST_TIMER_MS } from './longest-timer.ts';

export interface Pingable {
  /** Sends a ping; false when the last one was not answered. */
  ping(): boolean;
  /** Ends it without a word. */
  giveUp(): void;
}

export interface Heartbeat {
  /** From now on every so often; 0 or Infinity for never. */
  setInterval(everyMs: number): void;
  stop(): void;
}

/** How many are pinged before others get a turn. */
const AT_ONCE = 500;

/** Half-open connections end within two intervals: one without a ping, one without an answer. */
export function createHeartbeat(connections: Iterable<Pingable>): Heartbeat {
  let everyMs = 0;
  let timer: NodeJS.Timeout | undefined;
  let sweeping: NodeJS.Immediate | undefined;

  const sweep = (rest: Iterator<Pingable>): void => {
    sweeping = undefined;
    for (let count = 0; count < AT_ONCE; count++) {
      const next = rest.next();
      if (next.done) return;
      if (!next.value.ping()) next.value.giveUp();
    }
    sweeping = setImmediate(sweep, rest);
  };

  const stop = (): void => {
    clearInterval(timer);
    clearImmediate(sweeping);
    timer = undefined;
    sweeping = undefined;
  };

  return {
    setInterval(wantedMs) {
      if (wantedMs === everyMs && timer) return;
      stop();
      everyMs = wantedMs;
      if (everyMs <= 0 || everyMs === Number.POSITIVE_INFINITY) return;
      timer = setInterval(
        () => {
          // The last sweep may still be under way.
          if (!sweeping) sweep(connections[Symbol.iterator]());
        },
        Math.min(everyMs, LONGEST_TIMER_MS),
      );
      timer.unref();
    },
    stop,
  };
}
