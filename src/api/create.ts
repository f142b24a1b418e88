/** A mock inside a program, put together. */

import { join } from 'node:path';
import { type Console, createConsole } from '../console/console.ts';
import { DOCS_PRINTERS } from '../convert/docs-printers.ts';
import type { JsonObject } from '../core/json.ts';
import { didYouMean } from '../core/nearest.ts';
import { expectationChecks, verifyNow } from '../journal/verify/index.ts';
import { createMock, createRemoteMock, type Mock, type MockOptions } from '../serve/mock.ts';
import { processRemoteDocuments } from '../serve/remote-documents.ts';
import { readVersion } from '../serve/version.ts';
import { statOf } from '../spec/load-find.ts';
import { createChannelHandle } from './channel-handle.ts';
import { createLaterApi } from './later-api.ts';
import type { MockApi, RouteInfo } from './mock-api.ts';
import type { MockApiOptions } from './options.ts';
import { createRequestQueries } from './request-queries.ts';
import { demandMet } from './verification-error.ts';

/** Loads a project; throws SpecError with every problem when it has an error. Nothing is shared between two of them. */
export function createMockApi(options: MockApiOptions = {}): MockApi {
  demandKnown(options);
  if (!options.allowRemoteRefs) return apiOf(createMock(mockOptions(options)));
  const remote = processRemoteDocuments();
  return createLaterApi(async () => apiOf(await createRemoteMock({ ...mockOptions(options), remote })));
}

function apiOf(mock: Mock): MockApi {
  const console = createOwnConsole(mock);
  const queries = createRequestQueries(mock);
  let started: Promise<{ readonly url: string; readonly port: number }> | undefined;
  let consoleUrl: string | undefined;
  let isStopped = false;

  const start = async (): Promise<{ readonly url: string; readonly port: number }> => {
    const { url, port } = await mock.listen();
    try {
      consoleUrl = (await console?.listen())?.url;
    } catch (error) {
      await mock.stop();
      throw error;
    }
    return { url, port };
  };
  const stop = async (): Promise<void> => {
    isStopped = true;
    await Promise.all([console?.stop(), mock.stop()]);
  };
  const expectations = () => verifyNow(expectationChecks(mock.snapshot), mock.journal, mock.reader);

  return {
    get url() {
      if (mock.url === undefined) throw new Error('the mock is not started: await start() first');
      return mock.url;
    },
    get consoleUrl() {
      return consoleUrl;
    },
    get problems() {
      return mock.problems;
    },
    async start() {
      if (isStopped) throw new Error('the mock was stopped: make a new one');
      started ??= start();
      return started;
    },
    routes: () => mock.routes.map(routeInfo),
    channels: () => mock.channelControl.list(),
    add: (content) => mock.add('routes' in content || 'channels' in content ? content : { routes: content }),
    ...queries,
    channel: (path) => createChannelHandle(path, mock),
    expectations,
    verifyExpectations() {
      const results = expectations();
      demandMet(results, 'verifyExpectations');
      return results;
    },
    reset() {
      mock.removeAdded();
      mock.reset();
    },
    reload: () => mock.reload(),
    stop,
    [Symbol.asyncDispose]: stop,
  };
}

const OPTIONS: Readonly<Record<keyof MockApiOptions, true>> = {
  paths: true,
  routes: true,
  channels: true,
  cwd: true,
  config: true,
  settings: true,
  env: true,
  watch: true,
  strict: true,
  allowRemoteRefs: true,
};

/** Types are not asked in a test that is written in JavaScript. */
function demandKnown(options: MockApiOptions): void {
  for (const name of Object.keys(options)) {
    if (Object.hasOwn(OPTIONS, name)) continue;
    const hint = didYouMean(name, Object.keys(OPTIONS)) ?? `there are ${Object.keys(OPTIONS).join(', ')}`;
    throw new TypeError(`createMockApi has no option "${name}"; ${hint}`);
  }
}

const DEFAULT_FOLDER = 'routes.d';

function mockOptions(options: MockApiOptions): MockOptions {
  const { cwd = process.cwd(), routes, channels } = options;
  const { server, ...settings } = options.settings ?? {};
  return {
    paths: options.paths ?? (statOf(join(cwd, DEFAULT_FOLDER))?.isDirectory() ? [DEFAULT_FOLDER] : []),
    cwd,
    config: options.config,
    env: options.env ?? process.env,
    flags: { log: 'off', console: 'off', ...settings, server: { port: 0, ...(server as JsonObject | undefined) } },
    content: routes || channels ? { routes, channels } : undefined,
    isStrict: options.strict ?? false,
    watches: options.watch ?? false,
    console: undefined,
    consoleAccess: false,
    docs: DOCS_PRINTERS,
  };
}

/** Undefined unless the settings ask for one. */
function createOwnConsole(mock: Mock): Console | undefined {
  const { console: settings } = mock.settings;
  return settings && createConsole({ mock, settings, logger: mock.log, version: readVersion() });
}

function routeInfo({ id, method, path, name, summary, tags, at }: Mock['routes'][number]): RouteInfo {
  return { id, method, path, name, summary, tags, at };
}
