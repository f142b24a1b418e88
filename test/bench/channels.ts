/** `npm run bench:channels`: how fast a room hears what one member says, and what connections cost that say nothing. */

import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { build } from './build.ts';
import { machine } from './machine.ts';
import type { ChannelOrder, LoadResult, Memory, Ready } from './messages.ts';
import { LOAD_CORE, SERVER_CORE, startWorker, type Worker } from './process.ts';
import { type Contestant, playRounds, type Rounds } from './rounds.ts';
import { median, type Spread, spread } from './statistics.ts';
import { printSpread, printTable } from './table.ts';

const HELP = `npm run bench:channels -- [options]
  --rounds N     rounds of each scenario (7)
  --seconds S    how long each server is asked in a round (2)
  --idle N       idle connections (10000)
  --json         prints data`;

const { values } = parseArgs({
  options: {
    rounds: { type: 'string', default: '7' },
    seconds: { type: 'string', default: '2' },
    idle: { type: 'string', default: '10000' },
    json: { type: 'boolean', default: false },
    help: { type: 'boolean', default: false },
  },
});

const LOOP = 'ws, a loop of send';
const ONCE = 'ws, one frame';
const MOCKAPI = 'mockapi';
/** Of the deliveries a second. */
const AIMS = { [LOOP]: 1, [ONCE]: 0.8 } as const;
const AIM_IDLE_KB = 25;

const SERVERS = [
  [LOOP, 'servers/channel-loop'],
  [ONCE, 'servers/channel-once'],
  [MOCKAPI, 'servers/channel-mockapi'],
] as const;

const SCENARIOS = [
  { members: 100, inFlight: 1 },
  { members: 1000, inFlight: 1 },
  { members: 100, inFlight: 10 },
  { members: 1000, inFlight: 10 },
] as const;

interface FanOut {
  readonly members: number;
  readonly inFlight: number;
  readonly servers: readonly {
    readonly name: string;
    readonly perSecond: number;
    readonly cpuUs: number;
    readonly loadBusy: number;
  }[];
  readonly ratios: readonly {
    readonly to: keyof typeof AIMS;
    readonly perSecond: Spread;
    /** The reference's processor time of a delivery by ours: what a busy machine changes least. */
    readonly byCpu: Spread;
  }[];
}

interface Idle {
  readonly name: string;
  readonly residentKb: number;
  readonly heapKb: number;
}

if (values.help) console.log(HELP);
else await main();

async function main(): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'mockapi-bench-'));
  try {
    const built = join(folder, 'built');
    build(built);
    const fanOut = await measureFanOut(built, folder);
    const idle = await measureIdle(built, folder, Number(values.idle));
    const report = { machine: machine(), fanOut, idle };
    console.log(values.json ? JSON.stringify(report, undefined, 2) : print(report));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

async function measureFanOut(built: string, folder: string): Promise<readonly FanOut[]> {
  const workers: Worker[] = [];
  try {
    const servers: Contestant[] = [];
    for (const [name, file] of SERVERS) {
      const worker = startWorker(built, file, { core: SERVER_CORE, args: [join(folder, 'fan-out')] });
      workers.push(worker);
      const { port } = await worker.next<Ready>();
      servers.push({ name, port, worker });
    }
    const load = startWorker(built, 'channel-load', { core: LOAD_CORE });
    workers.push(load);
    const found: FanOut[] = [];
    for (const { members, inFlight } of SCENARIOS) {
      const ask = ({ port }: Contestant, ms: number): Promise<LoadResult> =>
        load.ask({ do: 'talk', port, members, inFlight, ms } satisfies ChannelOrder);
      const options = { rounds: Number(values.rounds), ms: Number(values.seconds) * 1000 };
      found.push(reportFanOut({ members, inFlight }, await playRounds(servers, ask, options)));
    }
    return found;
  } finally {
    for (const worker of workers) await worker.stop();
  }
}

function reportFanOut(scenario: { readonly members: number; readonly inFlight: number }, rounds: Rounds): FanOut {
  const ours = rounds.get(MOCKAPI) ?? [];
  const ratioTo = (to: keyof typeof AIMS): FanOut['ratios'][number] => {
    const theirs = rounds.get(to) ?? [];
    return {
      to,
      perSecond: spread(ours.map(({ perSecond }, round) => perSecond / (theirs[round]?.perSecond ?? Number.NaN))),
      byCpu: spread(ours.map(({ cpuUs }, round) => (theirs[round]?.cpuUs ?? Number.NaN) / cpuUs)),
    };
  };
  return {
    ...scenario,
    servers: [...rounds].map(([name, list]) => ({
      name,
      perSecond: median(list.map((item) => item.perSecond)),
      cpuUs: median(list.map((item) => item.cpuUs)),
      loadBusy: median(list.map((item) => item.loadBusy)),
    })),
    ratios: [ratioTo(LOOP), ratioTo(ONCE)],
  };
}

/** A fresh server each: what is left of conversations would be counted, too. */
async function measureIdle(built: string, folder: string, connections: number): Promise<readonly Idle[]> {
  const found: Idle[] = [];
  for (const [name, file] of SERVERS.filter(([one]) => one !== ONCE)) {
    const server = startWorker(built, file, { core: SERVER_CORE, args: [join(folder, 'idle')] });
    const load = startWorker(built, 'channel-load', { core: LOAD_CORE });
    try {
      const { port } = await server.next<Ready>();
      await load.ask({ do: 'idle', port, connections: 100 } satisfies ChannelOrder);
      const before = await server.ask<Memory>({ do: 'memory' });
      await load.ask({ do: 'idle', port, connections } satisfies ChannelOrder);
      const after = await server.ask<Memory>({ do: 'memory' });
      found.push({
        name,
        residentKb: (after.rssBytes - before.rssBytes) / connections / 1024,
        heapKb: (after.heapBytes - before.heapBytes) / connections / 1024,
      });
    } finally {
      await load.stop();
      await server.stop();
    }
  }
  return found;
}

function print({
  machine,
  fanOut,
  idle,
}: {
  machine: string;
  fanOut: readonly FanOut[];
  idle: readonly Idle[];
}): string {
  return [machine, ...fanOut.map(printFanOut), printIdle(idle)].join('\n\n');
}

function printFanOut({ members, inFlight, servers, ratios }: FanOut): string {
  const how = inFlight === 1 ? 'one message at a time' : `${inFlight} messages at a time`;
  const rows = servers.map((server) => [
    server.name,
    String(Math.round(server.perSecond)),
    server.cpuUs.toFixed(2),
    `${Math.round(server.loadBusy * 100)} %`,
  ]);
  return [
    `one of ${members} members talks, ${how}`,
    printTable(['', 'deliveries/s', 'server CPU µs', 'load core busy'], rows),
    ...ratios.map(
      ({ to, perSecond, byCpu }) =>
        `  ${MOCKAPI} / ${to.padEnd(LOOP.length)}   ${printSpread(perSecond)}   aim ${AIMS[to]}   by CPU ${printSpread(byCpu)}`,
    ),
  ].join('\n');
}

function printIdle(idle: readonly Idle[]): string {
  const rows = idle.map(({ name, residentKb, heapKb }) => [
    name,
    `${residentKb.toFixed(1)} KB`,
    `${heapKb.toFixed(1)} KB`,
  ]);
  return [
    `an idle connection, of ${values.idle}   aim ${AIM_IDLE_KB} KB`,
    printTable(['', 'resident', 'of it heap'], rows),
  ].join('\n');
}
