/** What a case of `mockapi test` costs: 1,000 short ones on the mock, everything on one core. `npm run bench:suite`. */

import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { JsonReport } from '../../src/runner/reporters/json-report.ts';
import { build } from './build.ts';
import { machine } from './machine.ts';
import { isPinned, SERVER_CORE } from './process.ts';
import { median } from './statistics.ts';
import { printTable } from './table.ts';

const CASES = 1000;
const RUNS = 5;

const ROUTES = `
routes:
  GET /goods/{id}:
    params: { url: { id: { type: integer, minimum: 0 } }, query: { name: { type: string, required: true } } }
    response: { 200: { type: object, required: [item_id, name] } }
    data: { item_id: "\${url.id}", name: "\${query.name}" }
  PUT /goods/{id}:
    params:
      url: { id: integer }
      body: { type: object, properties: { name: { type: string }, price: { type: number } }, required: [name] }
    cases:
      - { when: body.price > 1000, status: 403 }
      - { status: 201, data: "\${body}" }
`;

/** A status, a body, an expression, a request with a body: in turn. */
function caseText(index: number): string {
  const read = `GET /goods/${index}?name=pen`;
  const forms = [
    `  - ${read}: 200`,
    `  - ${read}: { expect: { status: 200, body: { data: { item_id: ${index}, name: pen } } } }`,
    `  - ${read}: { expect: body.data.item_id == ${index} }`,
    `  - PUT /goods/${index}: { params: { body: { name: pen, price: ${index % 900} } }, expect: { status: 201 } }`,
  ];
  return forms[index % forms.length] ?? '';
}

interface Run {
  /** Of the process, Node's own start included: what it takes on a core that it has for itself. */
  readonly cpuMs: number;
  readonly report: Pick<JsonReport, 'ms' | 'startMs' | 'totals'>;
}

function runOnce(built: string, folder: string): Run {
  const file = join(folder, 'report.json');
  const cpuFile = join(folder, 'cpu.txt');
  const main = pathToFileURL(join(built, 'src', 'cli', 'main.js')).href;
  const words = JSON.stringify(['test', join(folder, 'routes.d'), '--output', `json=${file}`]);
  const script = [
    `import { writeFileSync } from 'node:fs';`,
    `import { main } from '${main}';`,
    `process.exitCode = await main(${words}, undefined, performance.timeOrigin);`,
    `const { user, system } = process.cpuUsage();`,
    `writeFileSync('${cpuFile}', String((user + system) / 1000));`,
  ].join('\n');
  const command = [process.execPath, '--input-type=module', '-e', script];
  const [program = '', ...rest] = isPinned ? ['taskset', '-c', String(SERVER_CORE), ...command] : command;
  execFileSync(program, rest, { cwd: folder, stdio: ['ignore', 'ignore', 'inherit'] });
  return {
    cpuMs: Number(readFileSync(cpuFile, 'utf8')),
    report: JSON.parse(readFileSync(file, 'utf8')) as JsonReport,
  };
}

const folder = mkdtempSync(join(tmpdir(), 'mockapi-bench-'));
try {
  const built = join(folder, 'built');
  mkdirSync(built);
  build(built);
  mkdirSync(join(folder, 'routes.d'));
  writeFileSync(join(folder, 'routes.d', 'goods.yaml'), ROUTES);
  const cases = Array.from({ length: CASES }, (_, index) => caseText(index));
  writeFileSync(join(folder, 'routes.d', 'goods.test.yaml'), `cases:\n${cases.join('\n')}\n`);
  const runs = Array.from({ length: RUNS }, () => runOnce(built, folder));
  const passed = runs.every(({ report }) => report.totals.passed === CASES);
  if (!passed) throw new Error(`not every case has passed: ${JSON.stringify(runs[0]?.report.totals)}`);
  const ms = median(runs.map(({ report }) => report.ms));
  const startMs = median(runs.map(({ report }) => report.startMs));
  const cpuMs = median(runs.map((run) => run.cpuMs));
  const row = (what: string, value: number): readonly string[] => [what, value.toFixed(0), (value / CASES).toFixed(2)];
  process.stdout.write(`${machine()}\n${CASES} short cases, medians of ${RUNS} runs\n\n`);
  const rows = [row('start', startMs), row('run, start included', ms), row('CPU of the process', cpuMs)];
  process.stdout.write(`${printTable(['', 'ms', 'ms a case'], rows)}\n`);
} finally {
  rmSync(folder, { recursive: true });
}
