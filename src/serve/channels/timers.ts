/** The timers of a channel: each runs once for every room that has members, from the moment the first one comes. */

import type { ChannelTimer } from '../../compile/compiled-channel.ts';
import { LONGEST_TIMER_MS } from './longest-timer.ts';
import { type Play, Script } from './script.ts';

export interface TimerOptions {
  /** What a round does: asked when it is due. */
  round(timer: ChannelTimer, room: string): Play;
  onFailure(error: unknown, at: string | undefined): void;
}

export interface Timers {
  /** The timers as they are written now; those whose interval is the same go on in step. */
  update(timers: readonly ChannelTimer[]): void;
  /** A room has members. */
  start(room: string): void;
  /** A room has none any more. */
  stop(room: string): void;
  stopAll(): void;
}

interface RoomTimer {
  readonly interval: NodeJS.Timeout;
  readonly script: Script;
}

export function createTimers(options: TimerOptions): Timers {
  const rooms = new Map<string, readonly RoomTimer[]>();
  let timers: readonly ChannelTimer[] = [];

  const begin = (room: string): readonly RoomTimer[] =>
    timers.map(({ everyMs }, index) => {
      const script = new Script(options.onFailure);
      const tick = (): void => {
        const timer = timers[index];
        // A round that is still waiting is not overtaken by the next one.
        if (timer && !script.isBusy) script.add(() => options.round(timer, room));
      };
      const interval = setInterval(tick, Math.min(everyMs, LONGEST_TIMER_MS));
      interval.unref();
      return { interval, script };
    });

  const end = (running: readonly RoomTimer[]): void => {
    for (const { interval, script } of running) {
      clearInterval(interval);
      script.stop();
    }
  };

  return {
    update(next) {
      const isInStep =
        next.length === timers.length && next.every(({ everyMs }, index) => everyMs === timers[index]?.everyMs);
      timers = next;
      if (isInStep) return;
      for (const [room, running] of rooms) {
        end(running);
        rooms.set(room, begin(room));
      }
    },
    start(room) {
      if (!rooms.has(room)) rooms.set(room, begin(room));
    },
    stop(room) {
      end(rooms.get(room) ?? []);
      rooms.delete(room);
    },
    stopAll() {
      for (const running of rooms.values()) end(running);
      rooms.clear();
    },
  };
}
