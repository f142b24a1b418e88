/** `npm run bench`: a bare server, an empty Koa app and mockapi side by side, then start-up, reload and memory. */

import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { build } from './build.ts';
import { type GeneratedProject, generateProject } from './generate-project.ts';
import { measureGrowth } from './growth.ts';
import { measureJournal } from './journal.ts';
import { machine } from './machine.ts';
import type { LoadOrder, LoadResult, Ready } from './messages.ts';
import { LOAD_CORE, SERVER_CORE, startWorker, type Worker } from './process.ts';
import { BARE, FEW, KOA, MANY, printReport, reportScenario, type ScenarioReport } from './report.ts';
import { type Contestant, playRound, type Round, type RoundOptions } from './rounds.ts';
import { requestText, SCENARIOS, type Scenario } from './scenarios.ts';

const HELP = `npm run bench -- [options]
  --rounds N        rounds, each with new processes (7)
  --seconds S       how long each server is asked in a round (2)
  --connections N   connections of the load generator (32)
  --scenario NAME   only this one: ${SCENARIOS.map(({ name }) => name).join(', ')}
  --times N         how often mocks with a journal and without take turns, in each of twelve processes (45)
  --only PART       rounds (requests a second), journal (what it costs) or growth (start-up, reload and memory)
  --json            prints data`;

const { values } = parseArgs({
  options: {
    rounds: { type: 'string', default: '7' },
    seconds: { type: 'string', default: '2' },
    connections: { type: 'string', default: '32' },
    scenario: { type: 'string' },
    times: { type: 'string', default: '45' },
    only: { type: 'string' },
    json: { type: 'boolean', default: false },
    help: { type: 'boolean', default: false },
  },
});

const options = {
  rounds: Number(values.rounds),
  ms: Number(values.seconds) * 1000,
  times: Number(values.times),
  connections: Number(values.connections),
};
const asked = SCENARIOS.filter(({ name }) => values.scenario === undefined || name === values.scenario);

const PARTS = ['rounds', 'journal', 'growth'] as const;
const isPart = values.only === undefined || PARTS.some((part) => part === values.only);

if (values.help) console.log(HELP);
else if (isPart && asked.length > 0 && Object.values(options).every((value) => value > 0)) await main();
else {
  console.error(HELP);
  process.exitCode = 2;
}

async function main(): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'mockapi-bench-'));
  try {
    const built = join(folder, 'built');
    build(built);
    const few = generateProject(join(folder, 'few'), 10);
    const scenarios = isAsked('rounds')
      ? await measureRequests(built, folder, { few, scenarios: asked, ...options })
      : [];
    const journal = isAsked('journal') ? await measureJournal(built, few, asked, { processes: 12, ...options }) : [];
    const growth = isAsked('growth')
      ? await measureGrowth(built, folder, { sizes: [100, 1_000, 10_000], starts: 3 })
      : [];
    const report = { machine: machine(), scenarios, journal, growth };
    console.log(values.json ? JSON.stringify(report, undefined, 2) : printReport(report));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function isAsked(part: (typeof PARTS)[number]): boolean {
  return values.only === undefined || values.only === part;
}

/** Every round has processes of its own: how well the just-in-time compiler does differs from one to the next. */
async function measureRequests(
  built: string,
  folder: string,
  { few, scenarios, rounds, connections, ms }: RequestOptions,
): Promise<readonly ScenarioReport[]> {
  const many = generateProject(join(folder, 'many'), 10_000);
  const found = new Map<Scenario, Round[]>(scenarios.map((scenario) => [scenario, []]));
  for (let round = 0; round < rounds; round++) {
    const workers: Worker[] = [];
    const start = async (name: string, file: string, { folder, prefix }: GeneratedProject): Promise<HttpServer> => {
      const worker = startWorker(built, file, { core: SERVER_CORE, args: [folder] });
      workers.push(worker);
      const { port } = await worker.next<Ready>();
      return { name, port, prefix, worker };
    };
    try {
      const references = [await start(BARE, 'servers/bare', many), await start(KOA, 'servers/koa', many)];
      const mock = await start(MANY, 'servers/mockapi', many);
      const contestants = [...references, await start(FEW, 'servers/mockapi', few), mock];
      const load = startWorker(built, 'load', { core: LOAD_CORE });
      workers.push(load);
      for (const [scenario, results] of found) {
        const body = await answerOf(mock, scenario);
        for (const reference of references) await reference.worker.ask({ do: 'answer', body });
        const ask = ({ port, prefix }: HttpServer, ms: number): Promise<LoadResult> =>
          load.ask({ port, request: requestText(scenario, prefix), connections, ms } satisfies LoadOrder);
        results.push(await playRound(contestants, ask, { ms }));
      }
    } finally {
      for (const worker of workers) await worker.stop();
    }
  }
  return [...found].map(([scenario, results]) => reportScenario(scenario, results));
}

interface RequestOptions extends RoundOptions {
  /** A project of ten routes. */
  readonly few: GeneratedProject;
  readonly scenarios: readonly Scenario[];
  readonly rounds: number;
  readonly connections: number;
}

interface HttpServer extends Contestant {
  /** What the paths begin with. */
  readonly prefix: string;
}

/** The reference servers answer with the very bytes of the mock. */
async function answerOf({ port, prefix }: HttpServer, { method, target, body }: Scenario): Promise<string> {
  const response = await fetch(`http://127.0.0.1:${port}${prefix}${target}`, {
    method,
    ...(body === undefined ? {} : { body, headers: { 'content-type': 'application/json' } }),
  });
  const text = await response.text();
  if (response.status !== 200) throw new Error(`${method} ${target} answers ${response.status}: ${text}`);
  return text;
}
