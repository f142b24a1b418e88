/** Projects in a folder of their own, compiled again and again; requests answered without a server. */

import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { answerRoute } from '../../src/compile/answer-route.ts';
import type { CompiledRoute } from '../../src/compile/compiled-route.ts';
import type { Progress } from '../../src/compile/progress.ts';
import {
  type CompiledProject,
  type CompileOptions,
  createCompiler,
  type ProjectCompiler,
} from '../../src/compile/project.ts';
import { refuse } from '../../src/compile/refuse.ts';
import type { Snapshot } from '../../src/compile/snapshot.ts';
import type { Exchange, Payload } from '../../src/core/exchange.ts';
import { silentLogger } from '../../src/core/logger.ts';
import type { RawHeaders, ResponsePlan } from '../../src/core/plan.ts';
import { createRandom } from '../../src/core/random.ts';
import type { Runtime } from '../../src/core/runtime.ts';
import { createLoader, type ProjectLoader } from '../../src/spec/load.ts';
import { brief } from '../spec/support.ts';

export interface TestProject {
  readonly folder: string;
  write(files: Readonly<Record<string, string>>): void;
  remove(name: string): void;
  /** Loads and compiles what is there now, after what was there the last time. */
  compile(): CompiledProject;
}

export interface ProjectOptions extends Partial<CompileOptions> {
  /** Relative to the project's folder. Default: the folder itself. */
  readonly paths?: readonly string[];
}

/** To be called in `describe`: a fresh folder for each test. */
export function useProject(options: ProjectOptions = {}): TestProject {
  let folder = '';
  let loader: ProjectLoader;
  let compiler: ProjectCompiler;
  let last: CompiledProject | undefined;
  beforeEach(() => {
    folder = realpathSync(mkdtempSync(join(tmpdir(), 'mockapi-compile-')));
    loader = createLoader({ paths: options.paths ?? ['.'], cwd: folder });
    compiler = createCompiler({ env: {}, flags: {}, isStrict: false, ...options, cwd: folder });
    last = undefined;
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));
  return {
    get folder() {
      return folder;
    },
    write(files) {
      for (const [name, text] of Object.entries(files)) {
        mkdirSync(dirname(join(folder, name)), { recursive: true });
        writeFileSync(join(folder, name), text);
      }
    },
    remove: (name) => rmSync(join(folder, name), { recursive: true }),
    compile() {
      last = compiler.compile(loader.load(), last);
      return last;
    },
  };
}

/** `a.yaml:3:5 unknown-key …` of each problem. */
export function told(project: CompiledProject): readonly string[] {
  return project.problems.map((problem) => `${problem.origin.file}:${brief(problem)}`);
}

/** What is served; throws with the problems where nothing is. */
export function snapshotOf(project: CompiledProject): Snapshot {
  if (!project.snapshot) throw new Error(told(project).join('\n'));
  return project.snapshot;
}

export interface TestRequest {
  readonly method?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly payload?: Payload;
  readonly seed?: number;
}

export interface Answer {
  readonly status: number;
  readonly headers: RawHeaders;
  readonly delayMs: number;
  /** Parsed where it is JSON; `FILE root name` for a file. */
  readonly body: unknown;
}

/** A request on its way through match, admit, choose and plan, as the server sends it. */
export function ask(snapshot: Snapshot, target: string, request: TestRequest = {}): Answer {
  const { exchange, route } = meet(snapshot, target, request);
  const progress: Progress = {
    snapshot,
    exchange,
    logger: silentLogger,
    route,
    admission: undefined,
    chosen: undefined,
    refusal: undefined,
  };
  try {
    return readPlan(answerRoute(route, progress));
  } catch (error) {
    return readPlan(refuse(error, progress));
  }
}

function meet(
  snapshot: Snapshot,
  target: string,
  { method = 'GET', headers = {}, payload = { kind: 'none' }, seed = 1 }: TestRequest,
): { readonly exchange: Exchange & Runtime; readonly route: CompiledRoute } {
  const [path = '', queryText = ''] = target.split('?', 2);
  const match = snapshot.table.match(method, path);
  if (match.kind !== 'found') throw new Error(`${method} ${target}: ${match.kind}`);
  let count = 0;
  const exchange: Exchange & Runtime = {
    id: 'test',
    request: { method, target, path, queryText, headers, client: { host: '127.0.0.1', port: 5 }, port: 8010 },
    payload,
    pathParams: match.params,
    random: createRandom(seed),
    now: Date.UTC(2026, 10, 22, 8, 30),
    locale: 'en',
    nextCount: () => ++count,
  };
  return { exchange, route: match.route };
}

function readPlan(plan: ResponsePlan): Answer {
  const { status, headers, delayMs } = plan;
  if (plan.kind === 'file') return { status, headers, delayMs, body: `FILE ${plan.root} ${plan.name}` };
  const text = plan.body.toString();
  const isJson = headers.some(
    (item, index) => item === 'content-type' && headers[index + 1]?.startsWith('application/json'),
  );
  return { status, headers, delayMs, body: isJson ? JSON.parse(text) : text };
}

/** The value of a header, or undefined. */
export function header(answer: Answer, name: string): string | undefined {
  const at = answer.headers.findIndex((item, index) => index % 2 === 0 && item === name);
  return at < 0 ? undefined : answer.headers[at + 1];
}
