/** Loads and compiles the project again and again: what is good is published as one whole, what is broken is told once. */

import type { CompiledProject, ProjectCompiler } from '../compile/project.ts';
import type { Snapshot } from '../compile/snapshot.ts';
import { SpecError } from '../core/errors.ts';
import { formatOrigin } from '../core/origin.ts';
import type { Problem } from '../core/problem.ts';
import { formatSize } from '../core/size.ts';
import type { LoadedFile, ProjectFiles, ProjectLoader, RouteFile } from '../spec/load.ts';
import type { Settings } from '../spec/settings.ts';
import { type PublishedChange, publishedChange } from './published-change.ts';
import { loadWithRemote, type RemoteDocuments } from './remote-documents.ts';
import { takeTurns } from './turns.ts';

/** What came of looking at the files, as far as it is worth a word. */
export interface ReloadReport {
  /** Undefined when nothing was published. */
  readonly published: PublishedChange | undefined;
  /** Problems that were not there before. */
  readonly found: readonly Problem[];
  /** Files that had errors and have none any more. */
  readonly mended: readonly string[];
  /** What changed in the settings and cannot take effect before the next start. */
  readonly needsRestart: readonly string[];
}

export interface ProjectState {
  readonly files: ProjectFiles;
  readonly project: CompiledProject;
}

export interface Reloader {
  readonly state: ProjectState;
  /**
   * Resolves when what is good is live and what is broken was told; one runs after another. Never throws for a bad
   * project. `changed` names what is known to have changed, perhaps by an editor that is still at it: what breaks or
   * is gone gets a second look. Without it everything is looked at and taken as it is.
   */
  reload(changed?: ReadonlySet<string>): Promise<void>;
  /**
   * Serves other files of memory beside those that were found, from the moment it returns, whatever reload is under way.
   * Throws SpecError with what is new when one of them cannot be served as it is; then nothing has changed.
   */
  overlay(overlays: readonly RouteFile[]): void;
  /** Publishes and tells nothing more; resolves when the reload under way has ended. */
  close(): Promise<void>;
}

export interface ReloadDeps {
  readonly loader: ProjectLoader;
  readonly compiler: ProjectCompiler;
  publish(snapshot: Snapshot): void;
  /** Called after a publication, and when there is something else to tell; with nothing in it when all is as it was. */
  report(report: ReloadReport): void;
  /** How long a file that breaks or goes is given to be whole again. Default: 100 ms. */
  readonly secondLookMs?: number;
  /** Where documents behind URLs come from; without it they are not read. */
  readonly remote?: RemoteDocuments | undefined;
}

const SECOND_LOOK_MS = 100;
/** A project in which something else breaks at each look is told as it is. */
const MAX_LOOKS = 5;

/** Starts from a project that is loaded and served already. */
export function createReloader(first: ProjectState, deps: ReloadDeps): Reloader {
  const { loader, compiler, remote, secondLookMs = SECOND_LOOK_MS } = deps;
  const running = first.project.settings?.value;
  let state = first;
  /** What was told and still holds. */
  let told = byId(first.project.problems);
  let tail: Promise<void> = Promise.resolve();
  let isClosed = false;
  let wake = (): void => {};

  return {
    get state() {
      return state;
    },
    reload(changed) {
      const reloaded = tail.then(() => reload(changed));
      tail = reloaded.catch(() => {});
      return reloaded;
    },
    overlay,
    close() {
      isClosed = true;
      wake();
      return tail;
    },
  };

  async function reload(changed: ReadonlySet<string> | undefined): Promise<void> {
    const startedAt = performance.now();
    let doubts: ReadonlySet<string> = new Set();
    for (let looks = 1; !isClosed; looks++) {
      const next = upToDate(await look(looks === 1 ? changed : undefined));
      if (isClosed) return;
      const { missing, broken } = changed ? doubtsAbout(next) : NO_DOUBTS;
      const isSure = [...missing, ...broken].every((doubt) => doubts.has(doubt));
      if (isSure || looks === MAX_LOOKS) {
        settle(next, startedAt);
        return;
      }
      doubts = new Set([...missing, ...broken]);
      if (missing.length === 0) publishGood(next, startedAt);
      await pause();
    }
  }

  async function look(changed: ReadonlySet<string> | undefined): Promise<ProjectState> {
    const files = await loadWithRemote(loader, remote, changed);
    if (files === state.files) return state;
    return { files, project: await takeTurns(compiler.compileInSteps(files, state.project)) };
  }

  /** While files were looked at in turns, others of memory may have been set. */
  function upToDate(looked: ProjectState): ProjectState {
    const files = loader.overlaid(looked.files);
    return files === looked.files ? looked : { files, project: compiler.compile(files, state.project) };
  }

  function overlay(overlays: readonly RouteFile[]): void {
    const before = state.files.overlays;
    loader.setOverlays(overlays);
    const files = loader.overlaid(state.files);
    const project = compiler.compile(files, state.project);
    const { units, served, snapshot } = project;
    const failed = overlays.filter(
      (file) => !before.includes(file) && served.good.get(file.source.path) !== units.get(file.source.path),
    );
    const known = byId(state.project.problems);
    const fresh = project.problems.filter((problem) => !known.has(idOf(problem)));
    if (!snapshot || failed.length > 0) {
      loader.setOverlays(before);
      throw new SpecError(fresh.length > 0 ? fresh : project.problems);
    }
    const gone = goneFiles(state.files, files);
    const still = [...told.values()].filter(({ origin }) => !gone.has(origin.file));
    told = byId([...still, ...fresh]);
    state = { files, project };
    deps.publish(snapshot);
  }

  /** What may be only half of a change: errors that are new, and files that are gone. */
  function doubtsAbout({ files, project }: ProjectState): Doubts {
    const there = pathsOf(files);
    return {
      missing: [...pathsOf(state.files)].filter((path) => !there.has(path)),
      broken: project.problems
        .filter(isError)
        .map(idOf)
        .filter((id) => !told.has(id)),
    };
  }

  /** What is broken is not told yet: it may be whole in a moment. */
  function publishGood(next: ProjectState, startedAt: number): void {
    const published = publishedChange(state.project, next.project, startedAt);
    if (!published || published.added + published.changed + published.removed === 0) return;
    take(next, { published, found: [], mended: [] });
  }

  function settle(next: ProjectState, startedAt: number): void {
    const problems = byId(next.project.problems);
    const broken = brokenFiles(problems);
    const gone = goneFiles(state.files, next.files);
    const published = publishedChange(state.project, next.project, startedAt);
    const found = [...problems].flatMap(([id, problem]) => (told.has(id) ? [] : [problem]));
    const mended = [...brokenFiles(told)].filter((file) => !broken.has(file) && !gone.has(file));
    told = problems;
    take(next, { published, found, mended });
  }

  function take(next: ProjectState, news: Omit<ReloadReport, 'needsRestart'>): void {
    const needsRestart = restartReasons(running, state.project.settings?.value, next.project.settings?.value);
    const { snapshot } = state.project;
    state = news.published ? next : { ...next, project: { ...next.project, snapshot } };
    if (news.published && next.project.snapshot) deps.publish(next.project.snapshot);
    deps.report({ ...news, needsRestart });
  }

  function pause(): Promise<void> {
    return new Promise((resolve) => {
      const timer = setTimeout(resolve, secondLookMs);
      wake = () => {
        clearTimeout(timer);
        resolve();
      };
      if (isClosed) wake();
    });
  }
}

interface Doubts {
  readonly missing: readonly string[];
  readonly broken: readonly string[];
}

const NO_DOUBTS: Doubts = { missing: [], broken: [] };

type ById = ReadonlyMap<string, Problem>;

function byId(problems: readonly Problem[]): ById {
  return new Map(problems.map((problem) => [idOf(problem), problem]));
}

function idOf({ code, origin, message }: Problem): string {
  return `${code} ${formatOrigin(origin)} ${message}`;
}

function isError({ severity }: Problem): boolean {
  return severity === 'error';
}

/** As people know them. */
function brokenFiles(problems: ById): ReadonlySet<string> {
  return new Set([...problems.values()].filter(isError).map(({ origin }) => origin.file));
}

function* filesOf({ settings, defaults, documents }: ProjectFiles): Generator<LoadedFile> {
  if (settings) yield settings;
  yield* defaults.values();
  yield* documents.values();
}

function pathsOf(files: ProjectFiles): ReadonlySet<string> {
  return new Set([...filesOf(files)].map(({ source }) => source.path));
}

/** Those that were there and are not any more, as people know them. */
function goneFiles(before: ProjectFiles, after: ProjectFiles): ReadonlySet<string> {
  const there = pathsOf(after);
  return new Set([...filesOf(before)].flatMap(({ source }) => (there.has(source.path) ? [] : [source.file])));
}

/** Told when a value changes, and not of one that is again what the server was started with. */
function restartReasons(
  running: Settings | undefined,
  was: Settings | undefined,
  is: Settings | undefined,
): readonly string[] {
  if (!running || !was || !is) return [];
  return FIXED.flatMap(({ name, of, fallback, isSecret }) => {
    if (of(is) === of(was) || of(is) === of(running)) return [];
    const [now, before] = [of(is), of(running)].map((value) => value ?? fallback);
    return isSecret
      ? [`"${name}" is another one now; until then the old one is asked for`]
      : [`"${name}" is ${now ?? 'not set'} now; until then it stays ${before ?? 'what was drawn at the start'}`];
  });
}

interface FixedSetting {
  readonly name: string;
  of(settings: Settings): string | number | undefined;
  /** How undefined is told. */
  readonly fallback?: string;
  /** Its values are not told. */
  readonly isSecret?: true;
}

/** What a server keeps for its whole life. */
const FIXED: readonly FixedSetting[] = [
  { name: 'server.host', of: ({ server }) => server.host },
  { name: 'server.port', of: ({ server }) => server.port },
  { name: 'limits.headers', of: ({ limits }) => formatSize(limits.headersBytes) },
  { name: 'seed', of: ({ seed }) => seed },
  { name: 'console', of: ({ console }) => console && `on ${console.host}:${console.port}`, fallback: 'off' },
  { name: 'console.token', of: ({ console }) => console?.token ?? '', isSecret: true },
];
