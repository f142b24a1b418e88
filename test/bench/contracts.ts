/** OpenAPI documents served as they are: what loading one takes, and its answers beside hand-written ones. `npm run bench:contracts`. */

import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { build } from './build.ts';
import { ASKED, ITEM, writeByHand, writeContract } from './generate-contract.ts';
import { machine } from './machine.ts';
import type { LoadOrder, LoadResult, Ready } from './messages.ts';
import { LOAD_CORE, SERVER_CORE, startWorker, type Worker } from './process.ts';
import { type Contestant, playRound, type Round } from './rounds.ts';
import { requestText, type Scenario } from './scenarios.ts';
import { median, spread } from './statistics.ts';
import { printSpread, printTable } from './table.ts';

const ROUNDS = 5;
const MS = 2000;
const CONNECTIONS = 32;
const SIZES = [40, 2_000];
const BY_HAND = 'written by hand';

const SCENARIOS: readonly Omit<Scenario, 'aim'>[] = [
  { name: 'get', what: 'GET, path and two query parameters', method: 'GET', target: '/42?limit=5&fields=a&fields=b' },
  { name: 'post', what: 'POST, JSON', method: 'POST', target: '', body: ITEM },
];

interface Started {
  readonly ready: Ready;
  /** Node's own start included. */
  readonly processMs: number;
  readonly worker: Worker;
}

async function start(built: string, folder: string): Promise<Started> {
  const startedAt = performance.now();
  const worker = startWorker(built, 'servers/mockapi', { core: SERVER_CORE, args: [folder] });
  const ready = await worker.next<Ready>();
  return { ready, processMs: performance.now() - startedAt, worker };
}

const folder = mkdtempSync(join(tmpdir(), 'mockapi-bench-'));
try {
  const built = join(folder, 'built');
  build(built);
  const projects = new Map<string, string>([[BY_HAND, join(folder, 'hand')]]);
  writeByHand(join(folder, 'hand'));
  for (const size of SIZES) {
    const name = `${size.toLocaleString('en')} operations`;
    projects.set(name, join(folder, `size-${size}`));
    writeContract(join(folder, `size-${size}`), size);
  }
  const starts = new Map<string, Started[]>([...projects.keys()].map((name) => [name, []]));
  const rounds = new Map<string, Round[]>(SCENARIOS.map(({ name }) => [name, []]));
  for (let round = 0; round < ROUNDS; round++) {
    const workers: Worker[] = [];
    const contestants: Contestant[] = [];
    for (const [name, path] of projects) {
      const started = await start(built, path);
      starts.get(name)?.push(started);
      workers.push(started.worker);
      contestants.push({ name, port: started.ready.port, worker: started.worker });
    }
    const load = startWorker(built, 'load', { core: LOAD_CORE });
    workers.push(load);
    for (const scenario of SCENARIOS) {
      const request = requestText({ ...scenario, aim: 1 }, ASKED);
      const ask = ({ port }: Contestant, ms: number): Promise<LoadResult> =>
        load.ask({ port, request, connections: CONNECTIONS, ms } satisfies LoadOrder);
      rounds.get(scenario.name)?.push(await playRound(contestants, ask, { ms: MS }));
    }
    for (const worker of workers) await worker.stop();
  }
  process.stdout.write(`${machine()}\nmedians of ${ROUNDS} rounds\n\n`);
  const loading = [...starts].map(([name, list]) => [
    name,
    `${median(list.map(({ ready }) => ready.ms)).toFixed(0)} ms`,
    `${median(list.map(({ processMs }) => processMs)).toFixed(0)} ms`,
    `${(median(list.map(({ ready }) => ready.heapBytes)) / 1e6).toFixed(0)} MB`,
    `${(median(list.map(({ ready }) => ready.rssBytes)) / 1e6).toFixed(0)} MB`,
  ]);
  process.stdout.write(`${printTable(['', 'up after', 'process', 'heap', 'resident'], loading)}\n\n`);
  const asking = SCENARIOS.flatMap(({ name, what }) => {
    const played = rounds.get(name) ?? [];
    return [...projects.keys()].map((project) => {
      const of = (key: string): number[] => played.map((one) => one.get(key)?.perSecond ?? Number.NaN);
      const ratios = of(project).map((value, index) => value / (of(BY_HAND)[index] ?? Number.NaN));
      const cpu = median(played.map((one) => one.get(project)?.cpuUs ?? Number.NaN));
      return [`${what}: ${project}`, median(of(project)).toFixed(0), printSpread(spread(ratios)), cpu.toFixed(1)];
    });
  });
  process.stdout.write(`${printTable(['', 'requests/s', `to ${BY_HAND}`, 'CPU µs'], asking)}\n`);
} finally {
  rmSync(folder, { recursive: true });
}
