/** How fast one connection may talk. */

import type { MessageRate } from '../../compile/compiled-channel.ts';
import { formatDuration } from '../../core/duration.ts';

/** A bucket that holds `count` messages and is filled again within `perMs`: a burst may be as long as the limit says. */
export interface Rate {
  /** False when this message is one too many; `now` is a clock that only goes forward, in ms. */
  take(limit: MessageRate, now: number): boolean;
}

/** A full bucket. The limit may change between two messages. */
export function createRate(): Rate {
  let used = 0;
  let filledAt = 0;
  return {
    take({ count, perMs }, now) {
      used = Math.max(0, used - ((now - filledAt) / perMs) * count);
      filledAt = now;
      if (used + 1 > count) return false;
      used += 1;
      return true;
    },
  };
}

/** As it is written: `50/s`. */
export function formatRate({ count, perMs }: MessageRate): string {
  return `${count}/${formatDuration(perMs).replace(/^1(?=\D)/, '')}`;
}
