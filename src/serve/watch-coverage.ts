/** Keeps one watch open on every folder that matters, while folders come, go and are replaced. */

import { lstat, readdir, stat } from 'node:fs/promises';
import { basename, join } from 'node:path';
import type { FolderWatch, OpenFolder } from './watch-folder.ts';
import { limitMessage } from './watch-limit.ts';
import { identify, type Need, type Survey, surveyTargets, type Targets } from './watch-survey.ts';

export interface CoverageOptions {
  readonly openFolder: OpenFolder;
  /** How often folders are looked at that cannot be watched. */
  readonly pollMs: number;
  /** Asked about paths below a root, besides the names that are always ignored. */
  readonly isIgnored: (path: string) => boolean;
  /** Told every path to which something happened. */
  readonly note: (path: string) => void;
  readonly onError: (error: Error) => void;
}

export interface Coverage {
  /** What is to be watched from the next `align` on; what changed since `sinceMs` in folders new to it is noted. */
  retarget(targets: Targets, sinceMs: number | undefined): void;
  /** Makes the next `align` look again. */
  distrust(): void;
  /**
   * Watches what is there now. Returns the paths at which something else stands than the last time.
   * Once it resolves, every folder is watched that a reader finds afterwards, unless it came later: then it is told.
   */
  align(): Promise<readonly string[]>;
  /** Notes every root, link and outer folder that was replaced without an event. */
  check(): Promise<void>;
  /** True when no `align` is going on. */
  isSettled(): boolean;
  /** Resolves once it is settled. */
  settled(): Promise<void>;
  close(): Promise<void>;
}

interface OpenWatch extends FolderWatch {
  /** What it was opened for. */
  readonly purpose: string;
  readonly polling: boolean;
  isSuspect: boolean;
}

/** Folders may come faster than they can be watched; each round finds those of the round before. */
const MAX_ROUNDS = 10;

/** From here on it is cheaper to look at everything. */
const MAX_TOUCHED = 100;

/** A file system's clock lags behind: it ticks a hundred times a second or more. */
const CLOCK_TICK_MS = 10;

export function createCoverage({ openFolder, pollMs, isIgnored, note, onError }: CoverageOptions): Coverage {
  const open = new Map<string, OpenWatch>();
  const told = new Set<string>();
  let survey: Survey = { folders: new Map(), links: new Set(), anchors: new Map() };
  let targets: Targets = { roots: [], files: [] };
  let sinceMs: number | undefined;
  let polling = false;
  /** True when other folders than the open ones may matter now. */
  let isStale = false;
  /** Real paths that events told of: only folders and links among them make it stale, a file that is saved does not. */
  let touched = new Set<string>();
  let isClosed = false;
  let tail: Promise<unknown> = Promise.resolve();
  let aligning = 0;

  return {
    retarget(next, since) {
      if (sameTexts(next.roots, targets.roots) && sameTexts(next.files, targets.files)) return;
      targets = next;
      sinceMs = since;
      isStale = true;
    },
    distrust() {
      isStale = true;
    },
    align() {
      aligning += 1;
      const aligned = tail.then(alignOnce).finally(() => {
        aligning -= 1;
      });
      tail = aligned.catch(() => {});
      return aligned;
    },
    async check() {
      for (const [path, identity] of survey.anchors) {
        if (isClosed || identity === (await identify(path))) continue;
        isStale = true;
        note(path);
      }
    },
    isSettled: () => aligning === 0,
    async settled() {
      await tail;
    },
    async close() {
      isClosed = true;
      await closeAll();
      await tail;
      await closeAll();
    },
  };

  async function alignOnce(): Promise<readonly string[]> {
    const moved = new Set<string>();
    if (!isStale && (await hasFolderOrLink(touched))) isStale = true;
    for (let round = 0; isStale && !isClosed && round < MAX_ROUNDS; round++) {
      isStale = false;
      touched = new Set();
      const before = survey.anchors;
      survey = await surveyTargets(targets, isNeverWatched);
      for (const [path, identity] of survey.anchors) {
        if ((before.get(path) ?? identity) !== identity) moved.add(path);
      }
      await Promise.all([...open].filter(([folder, watch]) => !isCurrent(folder, watch)).map(closeFolder));
      const fresh = [...survey.folders].filter(([folder]) => !open.has(folder));
      await Promise.all(fresh.map(openWatch));
      // what came into a folder between the look and the watch is found by looking again
      if (fresh.length > 0) isStale = true;
      if (sinceMs !== undefined) await noteChanges(fresh, sinceMs);
    }
    sinceMs = undefined;
    return [...moved];
  }

  async function hasFolderOrLink(locations: ReadonlySet<string>): Promise<boolean> {
    touched = new Set();
    if (locations.size > MAX_TOUCHED) return true;
    const found = await Promise.all(
      [...locations].map(async (location) => {
        if (survey.folders.has(location) || survey.links.has(location)) return true;
        return lstat(location).then(
          (facts) => !facts.isFile(),
          () => false,
        );
      }),
    );
    return found.includes(true);
  }

  function isCurrent(folder: string, watch: OpenWatch): boolean {
    const need = survey.folders.get(folder);
    return need !== undefined && watch.purpose === purposeOf(need) && watch.polling === polling && !watch.isSuspect;
  }

  async function openWatch([folder, need]: readonly [string, Need]): Promise<void> {
    if (isClosed) return;
    const watch = openFolder(folder, {
      polling,
      pollMs,
      isWanted: (name) => pathsOf(folder, name).length > 0,
      onEvent: (name) => onEvent(folder, name),
      onError: (error) => onFolderError(folder, error),
    });
    open.set(folder, { ...watch, purpose: purposeOf(need), polling, isSuspect: false });
    await watch.ready;
  }

  async function closeFolder([folder, watch]: readonly [string, OpenWatch]): Promise<void> {
    open.delete(folder);
    await watch.close();
  }

  async function closeAll(): Promise<void> {
    await Promise.all([...open].map(closeFolder));
  }

  function onEvent(folder: string, name: string | undefined): void {
    const watch = open.get(folder);
    if (isClosed || !watch) return;
    if (name === undefined) watch.isSuspect = true;
    const paths = name === undefined ? allPathsOf(folder) : pathsOf(folder, name);
    if (paths.length === 0) return;
    const isNamed = name !== undefined && survey.folders.get(folder)?.named.has(name) === true;
    if (name === undefined || isNamed || isSwap(name)) isStale = true;
    else touched.add(join(folder, name));
    for (const path of paths) note(path);
  }

  function onFolderError(folder: string, error: Error): void {
    if (isClosed) return;
    const limit = limitMessage(error, pollMs);
    tellOnce(limit === undefined ? error : new Error(limit, { cause: error }));
    if (limit === undefined || polling) return;
    polling = true;
    isStale = true;
    for (const path of allPathsOf(folder)) note(path);
  }

  function tellOnce(error: Error): void {
    if (told.has(error.message)) return;
    told.add(error.message);
    onError(error);
  }

  /** The paths by which an entry of a folder is known; none when it does not matter. */
  function pathsOf(folder: string, name: string): readonly string[] {
    const need = survey.folders.get(folder);
    if (!need) return [];
    const named = need.named.get(name) ?? [];
    if (isSwap(name)) return [join(folder, name), ...named];
    const shown = [...need.shown].map((path) => join(path, name)).filter((path) => !isNeverWatched(path));
    return [...new Set([...shown, ...named])];
  }

  function allPathsOf(folder: string): readonly string[] {
    const need = survey.folders.get(folder);
    return need ? [...need.shown, ...[...need.named.values()].flatMap((paths) => [...paths])] : [];
  }

  function isNeverWatched(path: string): boolean {
    const name = basename(path);
    return name.startsWith('.') || name === 'node_modules' || isIgnored(path);
  }

  async function noteChanges(folders: readonly (readonly [string, Need])[], since: number): Promise<void> {
    const limit = since - CLOCK_TICK_MS;
    const changed = async (path: string, time: 'ctimeMs' | 'mtimeMs', isGoneChanged = false): Promise<boolean> =>
      stat(path).then(
        (facts) => facts[time] >= limit,
        () => isGoneChanged,
      );
    for (const [folder, { shown, named }] of folders) {
      const isFolderChanged = await changed(folder, 'mtimeMs');
      if (isFolderChanged) for (const path of shown) note(path);
      const names = shown.size > 0 ? await readdir(folder).catch(() => []) : [];
      await Promise.all(
        [...new Set([...names, ...named.keys()])].map(async (name) => {
          const paths = pathsOf(folder, name);
          if (paths.length === 0) return;
          // what is not there may have been removed since
          if (await changed(join(folder, name), 'ctimeMs', isFolderChanged)) for (const path of paths) note(path);
        }),
      );
    }
  }
}

/** Polling lists what it looks at when it begins: other names need another watch. */
function purposeOf({ identity, shown, named }: Need): string {
  return [identity, shown.size > 0, ...[...named.keys()].sort()].join('/');
}

/** A Kubernetes ConfigMap is changed by renaming a new link over `..data`. */
function isSwap(name: string): boolean {
  return name.startsWith('..');
}

function sameTexts(a: readonly string[], b: readonly string[]): boolean {
  return a.length === b.length && a.every((text, index) => text === b[index]);
}
