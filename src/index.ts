/** The public API: a mock inside your own process. */

import type { JsonObject } from './core/json.ts';
import type { Problem } from './core/problem.ts';
import { createMock } from './serve/mock.ts';

export { SpecError } from './core/errors.ts';
export type { Json, JsonObject } from './core/json.ts';
export type { Origin } from './core/origin.ts';
export type { Problem, Severity } from './core/problem.ts';
export { ListenError } from './serve/listen.ts';

export interface MockApiOptions {
  /** Folders and files to serve. Default: `['./routes.d']`. */
  readonly paths?: readonly string[];
  /** Where relative paths start. Default: the working directory. */
  readonly cwd?: string;
  /** A settings file; otherwise mockapi.yaml is looked for in the first path, then in `cwd`. */
  readonly config?: string;
  /** Wins over variables and the settings file, in the shape of mockapi.yaml. Default: port 0 and `log: off`. */
  readonly settings?: JsonObject;
  /** Variables: settings as `MOCKAPI_…`, `env` of expressions as `MOCKAPI_VAR_…`. Default: those of the process. */
  readonly env?: Readonly<Record<string, string | undefined>>;
  /** Reloads by itself when files change. Default: false. */
  readonly watch?: boolean;
  /** Holds generated answers to their `response` schemas. Default: false. */
  readonly strict?: boolean;
}

/** A route as it is served. */
export interface RouteInfo {
  /** `GET /goods/{id}`. */
  readonly id: string;
  readonly method: string;
  readonly path: string;
  readonly name: string;
  readonly summary: string | undefined;
  readonly tags: readonly string[];
  /** `goods.yaml:12`. */
  readonly at: string;
}

export interface MockApi {
  /** `http://localhost:43211`. Throws before `start`. */
  readonly url: string;
  readonly problems: readonly Problem[];
  /** Resolves with the address; rejects with ListenError when the port cannot be had. */
  start(): Promise<{ readonly url: string; readonly port: number }>;
  routes(): readonly RouteInfo[];
  /** Reads the files again; resolves when what is good is live. */
  reload(): Promise<void>;
  stop(): Promise<void>;
}

/** Loads a project; throws SpecError with every problem when it has an error. Nothing is shared between two of them. */
export function createMockApi(options: MockApiOptions = {}): MockApi {
  const { server, ...settings } = options.settings ?? {};
  const mock = createMock({
    paths: options.paths ?? ['./routes.d'],
    cwd: options.cwd ?? process.cwd(),
    config: options.config,
    env: options.env ?? process.env,
    flags: { log: 'off', ...settings, server: { port: 0, ...(server as JsonObject | undefined) } },
    isStrict: options.strict ?? false,
    watches: options.watch ?? false,
    console: undefined,
    consoleAccess: false,
  });
  let url: string | undefined;
  return {
    get url() {
      if (url === undefined) throw new Error('the mock is not started: await start() first');
      return url;
    },
    get problems() {
      return mock.problems;
    },
    async start() {
      const bound = await mock.listen();
      url = bound.url;
      return { url, port: bound.port };
    },
    routes: () =>
      mock.routes.map(({ id, method, path, name, summary, tags, at }) => ({
        id,
        method,
        path,
        name,
        summary,
        tags,
        at,
      })),
    reload: () => mock.reload(),
    stop: () => mock.stop(),
  };
}
