/** Requests a second: all servers are there at once and take turns, so that a slow moment of the machine meets all of them. */

import type { LoadOrder, LoadResult, Usage } from './messages.ts';
import type { Worker } from './process.ts';
import { requestText, type Scenario } from './scenarios.ts';

export interface Contestant {
  readonly name: string;
  readonly port: number;
  /** What the paths begin with. */
  readonly prefix: string;
  readonly worker: Worker;
}

export interface Measurement {
  readonly perSecond: number;
  /** Server processor time of a request. */
  readonly cpuUs: number;
  /** Part of the time in which the load generator's core was busy. */
  readonly loadBusy: number;
}

/** Measurements by server, in the order of the rounds. */
export type Rounds = ReadonlyMap<string, readonly Measurement[]>;

export interface RoundOptions {
  readonly rounds: number;
  readonly ms: number;
  readonly connections: number;
}

/** Warms every server up, then lets them take turns; each round begins with another one. */
export async function playRounds(
  scenario: Scenario,
  contestants: readonly Contestant[],
  load: Worker,
  { rounds, ms, connections }: RoundOptions,
): Promise<Rounds> {
  const results = new Map<string, Measurement[]>(contestants.map(({ name }) => [name, []]));
  const order = (to: Contestant, length: number): LoadOrder => ({
    port: to.port,
    request: requestText(scenario, to.prefix),
    connections,
    ms: length,
  });
  for (const one of contestants) await load.ask<LoadResult>(order(one, ms));
  for (let round = 0; round < rounds; round++) {
    for (let turn = 0; turn < contestants.length; turn++) {
      const one = contestants[(round + turn) % contestants.length];
      if (!one) continue;
      await load.ask<LoadResult>(order(one, ms / 10));
      await one.worker.ask({ do: 'begin' });
      const result = await load.ask<LoadResult>(order(one, ms));
      const { cpuMs } = await one.worker.ask<Usage>({ do: 'end' });
      results.get(one.name)?.push({
        perSecond: (result.answers / result.ms) * 1000,
        cpuUs: (cpuMs * 1000) / result.answers,
        loadBusy: result.cpuMs / result.ms,
      });
    }
  }
  return results;
}
