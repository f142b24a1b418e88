/** Requests a second: all servers are there at once and take turns, so that a slow moment of the machine meets all. */

import type { LoadResult, Usage } from './messages.ts';
import type { Worker } from './process.ts';

export interface Contestant {
  readonly name: string;
  readonly port: number;
  readonly worker: Worker;
}

/** Has the load generator keep a server busy for so long. */
export type Ask<C extends Contestant> = (one: C, ms: number) => Promise<LoadResult>;

export interface Measurement {
  readonly perSecond: number;
  /** Server processor time of a request. */
  readonly cpuUs: number;
  /** Part of the time in which the load generator's core was busy. */
  readonly loadBusy: number;
}

/** Measurements of one round by server. */
export type Round = ReadonlyMap<string, Measurement>;

/** Measurements by server, in the order of the rounds. */
export type Rounds = ReadonlyMap<string, readonly Measurement[]>;

export interface RoundOptions {
  /** How long each server is asked. */
  readonly ms: number;
}

/** A round is made of short turns: what else the machine does then falls on all servers alike. */
const TURN_MS = 250;
/** Long enough for the just-in-time compiler to have done its work. */
const WARM_UP_MS = 2_000;

/** Warms every server up, then lets them take turns; each turn begins with another one. */
export async function playRound<C extends Contestant>(
  contestants: readonly C[],
  ask: Ask<C>,
  { ms }: RoundOptions,
): Promise<Round> {
  for (const one of contestants) await ask(one, WARM_UP_MS);
  const sums = new Map<string, Sum>(contestants.map(({ name }) => [name, { answers: 0, ms: 0, loadMs: 0, cpuMs: 0 }]));
  for (let turn = 0; turn * TURN_MS < ms; turn++) {
    for (const one of rotated(contestants, turn)) {
      await one.worker.ask({ do: 'begin' });
      const result = await ask(one, TURN_MS);
      const { cpuMs } = await one.worker.ask<Usage>({ do: 'end' });
      addTo(sums.get(one.name), result, cpuMs);
    }
  }
  return new Map([...sums].map(([name, sum]) => [name, measurementOf(sum)]));
}

/** Several rounds with the same processes. */
export async function playRounds<C extends Contestant>(
  contestants: readonly C[],
  ask: Ask<C>,
  { rounds, ms }: RoundOptions & { readonly rounds: number },
): Promise<Rounds> {
  const results = new Map<string, Measurement[]>(contestants.map(({ name }) => [name, []]));
  for (let round = 0; round < rounds; round++) {
    for (const [name, measured] of await playRound(contestants, ask, { ms })) results.get(name)?.push(measured);
  }
  return results;
}

interface Sum {
  answers: number;
  ms: number;
  loadMs: number;
  cpuMs: number;
}

function addTo(sum: Sum | undefined, result: LoadResult, cpuMs: number): void {
  if (!sum) return;
  sum.answers += result.answers;
  sum.ms += result.ms;
  sum.loadMs += result.cpuMs;
  sum.cpuMs += cpuMs;
}

function measurementOf({ answers, ms, loadMs, cpuMs }: Sum): Measurement {
  return { perSecond: (answers / ms) * 1000, cpuUs: (cpuMs * 1000) / answers, loadBusy: loadMs / ms };
}

function rotated<T>(items: readonly T[], by: number): readonly T[] {
  const first = by % items.length;
  return [...items.slice(first), ...items.slice(0, first)];
}
