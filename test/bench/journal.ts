/**
 * What the journal costs. Two processes differ by more than that, whatever they do: so a mock that keeps one and two that
 * do not live in one process and take short turns, forth and back, and what counts is the ratio within each.
 */

import type { GeneratedProject } from './generate-project.ts';
import type { LoadOrder, LoadResult, Opened, Usage } from './messages.ts';
import { LOAD_CORE, SERVER_CORE, startWorker, type Worker } from './process.ts';
import { requestText, type Scenario } from './scenarios.ts';
import { type Estimate, geometricMean, median } from './statistics.ts';
import { printEstimate, printTable } from './table.ts';

export interface JournalOptions {
  /** Each with mocks of its own. */
  readonly processes: number;
  /** How often all of them take turns in a process. */
  readonly times: number;
  readonly connections: number;
}

export interface JournalReport {
  readonly what: string;
  /** Processor time of a request. */
  readonly onUs: number;
  readonly offUs: number;
  readonly onToOff: Estimate;
  /** How well this is measured: of two mocks alike. */
  readonly offToOff: Estimate;
}

const TURN_MS = 40;
const LEAD_MS = 10;
/** Long enough for the just-in-time compiler to have done its work. */
const WARM_UP_MS = 2_000;

export async function measureJournal(
  built: string,
  { folder, prefix }: GeneratedProject,
  scenarios: readonly Scenario[],
  { processes, times, connections }: JournalOptions,
): Promise<readonly JournalReport[]> {
  const found = new Map<Scenario, Turn[][]>(scenarios.map((scenario) => [scenario, []]));
  for (let count = 0; count < processes; count++) {
    const [server, ports] = await startMocks(built, folder, count);
    const load = startWorker(built, 'load', { core: LOAD_CORE });
    const ask = (port: number, request: string, ms: number): Promise<LoadResult> =>
      load.ask({ port, request, connections, ms } satisfies LoadOrder);
    const cpuOf = async (port: number, request: string): Promise<number> => {
      // Whoever had the turn before has left the processor's caches as it needs them.
      await ask(port, request, LEAD_MS);
      await server.ask({ do: 'begin' });
      const { answers } = await ask(port, request, TURN_MS);
      const { cpuMs } = await server.ask<Usage>({ do: 'end' });
      return (cpuMs * 1000) / answers;
    };
    try {
      for (const [scenario, ofProcesses] of found) {
        const request = requestText(scenario, prefix);
        for (const port of ports) await ask(port, request, WARM_UP_MS);
        const turns: Turn[] = [];
        for (let time = 0; time < times; time++)
          turns.push(await takeTurn(ports, time, (port) => cpuOf(port, request)));
        ofProcesses.push(turns);
      }
    } finally {
      await Promise.all([server.stop(), load.stop()]);
    }
  }
  return [...found].map(([{ what }, ofProcesses]) => reportTurns(what, ofProcesses));
}

/** Ports by the mock: with the journal, without, and without again. */
type Ports = readonly [on: number, off: number, again: number];

/** Which of the mocks is opened first must not matter, and so changes. */
async function startMocks(built: string, folder: string, count: number): Promise<[Worker, Ports]> {
  const kinds = [{}, { journal: 'off' }, { journal: 'off' }];
  const shift = count % kinds.length;
  const settings = rotate(kinds, shift);
  const server = startWorker(built, 'servers/mocks', {
    core: SERVER_CORE,
    args: [folder, JSON.stringify(settings)],
  });
  const { ports } = await server.next<Opened>();
  const portOf = (kind: number): number => ports[(kind - shift + kinds.length) % kinds.length] ?? 0;
  return [server, [portOf(0), portOf(1), portOf(2)]];
}

/** Processor time of a request. */
interface Turn {
  readonly on: number;
  readonly off: number;
  readonly again: number;
}

/**
 * Forth and back: a machine that grows slower or faster meanwhile does so for all. Who begins changes: whose turns follow
 * one on the other finds the caches as he left them.
 */
async function takeTurn(ports: Ports, time: number, cpuOf: (port: number) => Promise<number>): Promise<Turn> {
  const [on, off, again] = ports;
  const order = rotate(ports, time % ports.length);
  const sums = new Map<number, number>();
  for (const port of [...order, ...order.toReversed()]) sums.set(port, (sums.get(port) ?? 0) + (await cpuOf(port)) / 2);
  const sumOf = (port: number): number => sums.get(port) ?? Number.NaN;
  return { on: sumOf(on), off: sumOf(off), again: sumOf(again) };
}

function rotate<T>(items: readonly T[], by: number): readonly T[] {
  return [...items.slice(by), ...items.slice(0, by)];
}

/** Turns of one process are alike in more than the journal: what is not known of the ratio shows between processes. */
function reportTurns(what: string, ofProcesses: readonly (readonly Turn[])[]): JournalReport {
  const turns = ofProcesses.flat();
  const ratio = (of: (turn: Turn) => number): Estimate =>
    geometricMean(ofProcesses.map((ofOne) => geometricMean(ofOne.map(of)).mean));
  return {
    what,
    onUs: median(turns.map(({ on }) => on)),
    offUs: median(turns.map(({ off, again }) => (off + again) / 2)),
    onToOff: ratio(({ on, off, again }) => on / Math.sqrt(off * again)),
    offToOff: ratio(({ off, again }) => off / again),
  };
}

export function printJournal(reports: readonly JournalReport[]): string {
  const rows = reports.map(({ what, onUs, offUs, onToOff, offToOff }) => [
    what,
    onUs.toFixed(1),
    offUs.toFixed(1),
    printEstimate(onToOff),
    printEstimate(offToOff),
  ]);
  return [
    'server CPU µs of a request with the journal and without (aim 1.03), and of two mocks without',
    printTable(['', 'on', 'off', 'on / off', 'off / off'], rows),
  ].join('\n');
}
