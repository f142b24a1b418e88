/** Processor time of this process between two moments. */

import type { Usage } from '../messages.ts';

export interface Stopwatch {
  begin(): void;
  end(): Usage;
}

export function createStopwatch(): Stopwatch {
  let from = process.cpuUsage();
  return {
    begin() {
      from = process.cpuUsage();
    },
    end() {
      const { user, system } = process.cpuUsage(from);
      return { cpuMs: (user + system) / 1000 };
    },
  };
}
