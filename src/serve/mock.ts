/** A running mock, put together: files, compiler, server, log and watcher. */

import { randomBytes } from 'node:crypto';
import type { CompiledChannel } from '../compile/compiled-channel.ts';
import type { CompiledRoute } from '../compile/compiled-route.ts';
import { createCompiler } from '../compile/project.ts';
import type { Snapshot } from '../compile/snapshot.ts';
import { SpecError } from '../core/errors.ts';
import type { JsonObject } from '../core/json.ts';
import type { Problem } from '../core/problem.ts';
import { isHarmless } from '../core/problem.ts';
import { createJournal, type Journal } from '../journal/journal.ts';
import { createReader, type JournalReader } from '../journal/reader.ts';
import { type ConsoleTarget, createLog, type Log, type LogSettings } from '../log/index.ts';
import { createLoader, type ProjectLoader, type RouteFile } from '../spec/load.ts';
import type { ProjectLocation, SkippedFile } from '../spec/load-find.ts';
import type { Settings } from '../spec/settings.ts';
import { createCounters } from '../state/counters.ts';
import { createChannels } from './channels/channels.ts';
import { type ChannelControl, createChannelControl } from './channels/control.ts';
import { createDocs, type DocsPrinters } from './docs/docs.ts';
import { type BoundAddress, listen } from './listen.ts';
import { createLive } from './live.ts';
import { createNotes } from './notes.ts';
import { type AddedFile, createOverlays, overlayFile } from './overlays.ts';
import { createRefresher } from './refresh.ts';
import { createReloader, type ReloadReport } from './reload.ts';
import { loadWithRemote, type RemoteDocuments } from './remote-documents.ts';
import { createRequestIds, restartRequestIds } from './request-id.ts';
import { createMockServer } from './server.ts';
import { drainServer, GRACE_MS } from './stop.ts';
import { tellReload } from './tell-reload.ts';
import { createUploads } from './uploads.ts';

export interface MockOptions extends ProjectLocation {
  /** Variables: settings as `MOCKAPI_…`, and what expressions see as `env`. */
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Settings that win over variables and file, in the shape of mockapi.yaml. */
  readonly flags: JsonObject;
  readonly isStrict: boolean;
  readonly watches: boolean;
  readonly console: ConsoleTarget | undefined;
  /** Shows each request on the console. */
  readonly consoleAccess: boolean;
  /** How the pages of the setting `docs` print what is served; without it there are none. */
  readonly docs?: DocsPrinters;
  /** The content of a route file that is served over those of the files. */
  readonly content?: unknown;
  /** Where documents behind URLs come from; without it a `$ref` to one is a problem. */
  readonly remote?: RemoteDocuments | undefined;
  /** Told of problems: the warnings at the start, and whatever a reload finds. */
  onProblems?(problems: readonly Problem[]): void;
  onReload?(report: ReloadReport): void;
}

export interface StartedMock extends BoundAddress {
  /** From the call to the first request that could be answered, in ms. */
  readonly ms: number;
  readonly seed: number;
  readonly isSeedFresh: boolean;
  readonly skipped: readonly SkippedFile[];
}

export interface Mock {
  readonly settings: Settings;
  readonly routes: readonly CompiledRoute[];
  readonly channels: readonly CompiledChannel[];
  readonly problems: readonly Problem[];
  readonly version: number;
  /** What requests meet now. */
  readonly snapshot: Snapshot;
  /** Files that are broken, and of which the last good version is served. */
  readonly staleFiles: readonly string[];
  /** What repeats its invented data. */
  readonly seed: number;
  /** `http://127.0.0.1:8010`; undefined before it listens. */
  readonly url: string | undefined;
  /** Where the page of the docs is; undefined before the mock listens, and where there is none or a route takes its place. */
  readonly docsUrl: string | undefined;
  readonly journal: Journal;
  readonly reader: JournalReader;
  readonly log: Log;
  /** Who is connected, and a word to them. */
  readonly channelControl: ChannelControl;
  /** Serves the content of a route file too, over the files; live when it returns. Throws SpecError, and then nothing has changed. */
  add(content: unknown): AddedFile;
  /** Takes away all that was added. */
  removeAdded(): void;
  /** Rejects with ListenError when the port cannot be had; everything is released then, as after `stop`. */
  listen(): Promise<StartedMock>;
  /** Looks at all files again now; resolves when what is good is live and what is broken was told. */
  reload(): Promise<void>;
  /** Empties the journal and has counters and invented data begin anew; numbers of the journal, and connections, go on. */
  reset(): void;
  /** Called when another version is live; returns how to stop listening. */
  onPublish(listener: (snapshot: Snapshot) => void): () => void;
  /** Stops accepting, lets answers in flight finish, says goodbye on channels, flushes the log, removes upload files. It can be called again. */
  stop(): Promise<void>;
}

/** Loads and compiles a project. Throws SpecError with every problem when it has an error. */
export function createMock(options: MockOptions): Mock {
  return assemble(prepare(options), options);
}

/** The same once the documents behind URLs are fetched that it names; rejects with SpecError. */
export async function createRemoteMock(options: MockOptions): Promise<Mock> {
  const prepared = prepare(options);
  await loadWithRemote(prepared.loader, options.remote);
  return assemble(prepared, options);
}

interface Prepared {
  readonly startedAt: number;
  readonly loader: ProjectLoader;
  /** What is served over the files from the start. */
  readonly first: readonly RouteFile[];
}

function prepare(options: MockOptions): Prepared {
  const { cwd, content } = options;
  const loader = createLoader(options);
  const first = content ? [overlayFile(content, { file: 'options', cwd, layer: 1 })] : [];
  loader.setOverlays(first);
  return { startedAt: performance.now(), loader, first };
}

function assemble({ startedAt, loader, first }: Prepared, options: MockOptions): Mock {
  const loadedAt = Date.now();
  const compiler = createCompiler({
    env: options.env,
    cwd: options.cwd,
    flags: options.flags,
    isStrict: options.isStrict,
  });
  const { cwd, remote } = options;
  const files = loader.load();
  const project = compiler.compile(files);
  const { snapshot } = project;
  if (!snapshot || !isHarmless(project.problems)) throw new SpecError(project.problems);

  const live = createLive(snapshot);
  const log = createLog({
    ...logSettings(snapshot.settings),
    console: options.console,
    consoleAccess: options.consoleAccess,
  });
  const uploads = createUploads();
  const seed = snapshot.settings.seed ?? randomBytes(4).readUInt32LE();
  const counters = createCounters();
  const journal = createJournal(snapshot.settings.journal);
  const reader = createReader({ journal, live, counters });
  const deps = {
    live,
    uploads,
    logger: log,
    counters,
    ids: createRequestIds(idPrefix()),
    seed,
    journal,
    notes: createNotes(journal),
    reader,
    docs: options.docs && createDocs(options.docs),
    access: log.access,
  };
  const channels = createChannels(deps);
  const server = createMockServer(deps, snapshot.settings, channels);
  live.onPublish(({ settings }) => {
    log.update(logSettings(settings));
    journal.update(settings.journal);
  });
  const { skipped } = files;
  const isSeedFresh = snapshot.settings.seed === undefined;
  const reloader = createReloader(
    { files, project },
    {
      loader,
      compiler,
      remote,
      publish: live.publish,
      report(report) {
        tellReload(report, log);
        if (report.found.length > 0) options.onProblems?.(report.found);
        options.onReload?.(report);
      },
    },
  );
  const refresher = createRefresher({ reloader, remote, log, loadedAt });
  const overlays = createOverlays({ cwd, first, apply: refresher.overlay });
  let binding: Promise<BoundAddress> | undefined;
  let starting: Promise<StartedMock> | undefined;
  let stopping: Promise<void> | undefined;
  let url: string | undefined;

  return {
    get settings() {
      return live.current.settings;
    },
    get routes() {
      return live.current.routes;
    },
    get channels() {
      return live.current.channels;
    },
    get problems() {
      return reloader.state.project.problems;
    },
    get version() {
      return live.current.version;
    },
    get snapshot() {
      return live.current;
    },
    get staleFiles() {
      return [...new Set(live.current.stale.values())];
    },
    get url() {
      return url;
    },
    get docsUrl() {
      const { settings, table } = live.current;
      const path = deps.docs && settings.docs?.path;
      const isShown = url !== undefined && path !== undefined && table.match('GET', path).kind !== 'found';
      return isShown ? `${url}${path}` : undefined;
    },
    seed,
    journal,
    reader,
    log,
    channelControl: createChannelControl({ channels, deps, cwd }),
    add(content) {
      if (stopping) throw new Error('the mock was stopped: make a new one');
      return overlays.add(content);
    },
    removeAdded() {
      if (!stopping) overlays.clear();
    },
    listen() {
      starting ??= start();
      return starting;
    },
    async reload() {
      if (!stopping) await refresher.reload();
    },
    reset() {
      journal.clear();
      counters.reset();
      restartRequestIds(deps.ids, idPrefix());
    },
    onPublish: live.onPublish,
    stop,
  };

  async function start(): Promise<StartedMock> {
    if (stopping) throw new Error('the mock was stopped: make a new one');
    binding = listen(server, live.current.settings.server);
    let bound: BoundAddress;
    try {
      bound = await binding;
    } catch (error) {
      await stop();
      throw error;
    }
    const ms = performance.now() - startedAt;
    if (stopping) throw new Error('the mock was stopped before it could answer');
    url = bound.url;
    void uploads.sweep();
    if (options.watches) refresher.watch();
    return { ...bound, ms, seed, isSeedFresh, skipped };
  }

  function stop(): Promise<void> {
    stopping ??= end();
    return stopping;
  }

  async function end(): Promise<void> {
    await Promise.all([refresher.close(), binding?.catch(() => {})]);
    const goodbyes = channels.stop(GRACE_MS);
    await drainServer(server, {
      onForced: (connections) => log.warn('connections were cut off: their answers took too long', { connections }),
    });
    const connections = await goodbyes;
    if (connections > 0) log.warn('connections were cut off: they did not say goodbye', { connections });
    await uploads.close();
    await log.close();
  }
}

function idPrefix(): string {
  return randomBytes(3).toString('hex');
}

const NO_FILES: LogSettings = { dir: undefined, level: 'info', rotate: 'daily', keepMs: 0 };

function logSettings(settings: Settings): LogSettings {
  return settings.log ?? NO_FILES;
}
