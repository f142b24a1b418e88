/** A project in a temp folder, served by a real server: what it answers, and what its reloads told. */

import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { Agent, type IncomingHttpHeaders, request } from 'node:http';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { formatOrigin } from '../../src/core/origin.ts';
import type { Problem } from '../../src/core/problem.ts';
import { createMock, type Mock, type MockOptions } from '../../src/serve/mock.ts';
import type { ReloadReport } from '../../src/serve/reload.ts';

export interface Answer {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly text: string;
}

export interface ReloadProject {
  readonly dir: string;
  readonly mock: Mock;
  readonly port: number;
  readonly reports: readonly ReloadReport[];
  path(name: string): string;
  write(name: string, content: string | Buffer): void;
  remove(name: string): void;
  get(path: string): Promise<Answer>;
  /** The `data` of an answer of 200, else its status; with the stale file where there is one. */
  data(path: string): Promise<unknown>;
  /** Resolves with the first report, past or to come, that fits. */
  report(fits: (report: ReloadReport) => boolean): Promise<ReloadReport>;
  /** Resolves once it holds, looking again after each report. */
  until(holds: () => boolean | Promise<boolean>): Promise<void>;
  close(): Promise<void>;
}

export interface ReloadProjectOptions extends Partial<MockOptions> {
  /** Makes what file texts cannot say, such as links, before the mock is created. */
  readonly prepare?: (dir: string) => void;
}

export type Files = Readonly<Record<string, string | Buffer>>;

export async function serveFiles(files: Files, options: ReloadProjectOptions = {}): Promise<ReloadProject> {
  const dir = realpathSync(mkdtempSync(join(tmpdir(), 'mockapi-reload-')));
  const path = (name: string): string => join(dir, name);
  const write = (name: string, content: string | Buffer): void => {
    mkdirSync(dirname(path(name)), { recursive: true });
    writeFileSync(path(name), content);
  };
  for (const [name, content] of Object.entries(files)) write(name, content);
  options.prepare?.(dir);
  const reports: ReloadReport[] = [];
  let waiters: (() => void)[] = [];
  const mock = createMock({
    paths: ['routes.d'],
    cwd: dir,
    env: {},
    isStrict: false,
    watches: false,
    console: undefined,
    consoleAccess: false,
    ...options,
    flags: { log: 'off', server: { port: 0 }, ...options.flags },
    onReload(report) {
      reports.push(report);
      for (const wake of waiters.splice(0)) wake();
    },
  });
  const { port } = await mock.listen();
  const agent = new Agent({ keepAlive: true });
  const get = (target: string): Promise<Answer> => ask(port, target, agent);
  const nextReport = (): Promise<void> =>
    new Promise((resolve) => {
      waiters = [...waiters, resolve];
    });
  const project: ReloadProject = {
    dir,
    mock,
    port,
    reports,
    path,
    write,
    remove: (name) => rmSync(path(name), { recursive: true }),
    get,
    async data(target) {
      const { status, text, headers } = await get(target);
      const data: unknown = status === 200 ? JSON.parse(text).data : status;
      const stale = headers['x-mockapi-stale'];
      return stale === undefined ? data : { stale, data };
    },
    async report(fits) {
      for (;;) {
        const found = reports.find(fits);
        if (found) return found;
        await nextReport();
      }
    },
    async until(holds) {
      for (;;) {
        const told = nextReport();
        if (await holds()) return;
        await told;
      }
    },
    async close() {
      agent.destroy();
      await mock.stop();
      rmSync(dir, { recursive: true, force: true });
    },
  };
  return project;
}

/** `file:line:column code`, as tests compare problems. */
export function brief(problems: readonly Problem[]): readonly string[] {
  return problems.map(({ code, origin }) => `${formatOrigin(origin)} ${code}`);
}

export function ask(port: number, path: string, agent: Agent): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const req = request({ host: '127.0.0.1', port, path, agent }, (res) => {
      const chunks: Buffer[] = [];
      res.on('data', (chunk: Buffer) => chunks.push(chunk));
      res.on('error', reject);
      res.on('end', () => {
        resolve({ status: res.statusCode ?? 0, headers: res.headers, text: Buffer.concat(chunks).toString('utf8') });
      });
    });
    req.on('error', reject).end();
  });
}

export interface Traffic {
  readonly count: number;
  /** What was wrong with answers: statuses other than 2xx, broken sockets, and what `judge` said. */
  readonly failures: readonly string[];
  /** Resolves when so many answers more have come. */
  more(answers: number): Promise<void>;
  stop(): Promise<void>;
}

/** Asks for the paths in turn over some keep-alive connections until it is stopped. */
export function sendTraffic(
  port: number,
  paths: readonly string[],
  judge: (answer: Answer, path: string) => string | undefined = () => undefined,
): Traffic {
  const agent = new Agent({ keepAlive: true, maxSockets: 8 });
  const failures: string[] = [];
  let count = 0;
  let isStopped = false;
  let waiters: { readonly at: number; readonly resolve: () => void }[] = [];
  const worker = async (first: number): Promise<void> => {
    for (let turn = first; !isStopped; turn++) {
      const path = paths[turn % paths.length] ?? '/';
      try {
        const answer = await ask(port, path, agent);
        const wrong = answer.status >= 200 && answer.status < 300 ? judge(answer, path) : `status ${answer.status}`;
        if (wrong !== undefined) failures.push(`${path}: ${wrong}`);
      } catch (error) {
        failures.push(`${path}: ${String(error)}`);
      }
      count++;
      const due = waiters.filter(({ at }) => at <= count);
      waiters = waiters.filter(({ at }) => at > count);
      for (const { resolve } of due) resolve();
    }
  };
  const workers = Array.from({ length: 8 }, (_, index) => worker(index));
  return {
    get count() {
      return count;
    },
    failures,
    more: (answers) => new Promise((resolve) => waiters.push({ at: count + answers, resolve })),
    async stop() {
      isStopped = true;
      await Promise.all(workers);
      agent.destroy();
    },
  };
}
