/** Finds and reads the files of a project, again and again. */

import { dirname, join } from 'node:path';
import { isJsonObject } from '../core/json.ts';
import type { Problem } from '../core/problem.ts';
import { finish, type Steps } from '../core/steps.ts';
import { createFileReader, type FileReader, type LoadedFile } from './load-file.ts';
import {
  findFiles,
  findSettings,
  isFile,
  isInside,
  type ProjectLocation,
  type SkippedFile,
  statOf,
  type Unreachable,
} from './load-find.ts';
import { isRemote } from './ref-target.ts';
import { createRemoteReader, type RemoteFiles, type RemoteReader, type RemoteTexts } from './remote-texts.ts';

export type { LoadedFile } from './load-file.ts';

export interface ProjectFiles {
  readonly settings: LoadedFile | undefined;
  /** Every `_defaults` file by its folder. */
  readonly defaults: ReadonlyMap<string, LoadedFile>;
  /** In the order of their paths, those of memory behind them. */
  readonly routeFiles: readonly RouteFile[];
  /** Files of memory as they were set: the very list. */
  readonly overlays: readonly RouteFile[];
  /** Interface tests: looked at by `check`, ignored by `serve`. */
  readonly suiteFiles: readonly LoadedFile[];
  /** What interface tests name; empty unless it is asked for. */
  readonly suiteNeeds: SuiteNeeds;
  /** Every file that may be behind a `$ref`, by absolute path or URL. */
  readonly documents: ReadonlyMap<string, LoadedFile>;
  /** Undefined where documents behind URLs are not read. */
  readonly remote: RemoteFiles | undefined;
  /** Schema files that are the user's own: in the served folders and where they refer to. */
  readonly schemaFiles: readonly string[];
  /** Files that answers send, by absolute path: whether they exist. */
  readonly assets: ReadonlyMap<string, boolean>;
  readonly skipped: readonly SkippedFile[];
  /** Problems of the project as a whole: a path that does not exist. */
  readonly problems: readonly Problem[];
  /** Paths and folders that are missing or cannot be read: what was below them is not known to be gone. */
  readonly unreachable: readonly Unreachable[];
  /** What a watcher has to look at. */
  readonly watched: { readonly roots: readonly string[]; readonly files: readonly string[] };
}

/** Files that interface tests name, by absolute path: of all suites, and of those that they use. */
export interface SuiteNeeds {
  /** The suites themselves, schemas, JSON and CSV rows (a CSV file is a text without a document). */
  readonly documents: ReadonlyMap<string, LoadedFile>;
  /** Files that are sent or compared with: whether they exist. */
  readonly assets: ReadonlyMap<string, boolean>;
}

export interface LoaderOptions extends ProjectLocation {
  /** Reads and watches what interface tests name, too. Default: false. */
  readonly readsSuiteNeeds?: boolean;
  /** Documents behind the URLs that `$ref`s name. Default: they are not read. */
  readonly remote?: RemoteTexts | undefined;
}

export interface RouteFile extends LoadedFile {
  /** Folders whose `_defaults` apply, from the outside in. */
  readonly folders: readonly string[];
  /** 0 for files; what a higher layer says of a route or channel is said over a lower one's. */
  readonly layer: number;
}

/** Where documents come from. */
interface Readers {
  readonly reader: FileReader;
  readonly remote: RemoteReader | undefined;
}

/** Reads a project again and again; what did not change is the same object as before. */
export interface ProjectLoader {
  /** Never throws for a bad project: what is wrong is in the problems. */
  load(): ProjectFiles;
  /**
   * The same in steps. `changed` names all paths to which something happened since the last time: where those are known
   * files that still exist, nothing else is looked at. Without it everything is.
   */
  loadInSteps(changed?: ReadonlySet<string>): Steps<ProjectFiles>;
  /** Files of memory, served beside those that are found from now on. */
  setOverlays(overlays: readonly RouteFile[]): void;
  /** Files that were loaded, with the overlays as they are set now; the same object when they are in it. */
  overlaid(files: ProjectFiles): ProjectFiles;
}

export function createLoader(location: LoaderOptions): ProjectLoader {
  const reader = createFileReader(location.cwd);
  const remote = location.remote && createRemoteReader(location.remote);
  const readers: Readers = { reader, remote };
  let overlays: readonly RouteFile[] = [];
  let last: ProjectFiles | undefined;
  const overlaid = (files: ProjectFiles): ProjectFiles =>
    files.overlays === overlays ? files : withOverlays(files, overlays, readers);
  function* loadInSteps(changed: ReadonlySet<string> = new Set()): Steps<ProjectFiles> {
    reader.suspect(changed);
    const patched = last && changed.size > 0 ? readAgain(last, changed, reader) : undefined;
    last = overlaid(patched ?? (yield* loadWhole(location, readers, overlays)));
    return last;
  }
  return {
    load: () => finish(loadInSteps()),
    loadInSteps,
    setOverlays(set) {
      overlays = set;
    },
    overlaid,
  };
}

/** More are not worth being looked at one by one. */
const MAX_CHANGED = 50;

/** The project with some known files read again; undefined when more than their content may be different. */
function readAgain(last: ProjectFiles, changed: ReadonlySet<string>, reader: FileReader): ProjectFiles | undefined {
  if (changed.size > MAX_CHANGED) return undefined;
  const fresh = new Map<string, LoadedFile>();
  const named = namedBySuites(last.suiteFiles);
  for (const path of changed) {
    if (!isFile(path)) {
      if (statOf(path) || isReached(path, last, reader)) return undefined;
      continue; // a temporary or backup file that came and went
    }
    const known = reader.known(path);
    if (!known && ![last, last.suiteNeeds].some(({ assets }) => assets.get(path) === true)) return undefined;
    if (!known) continue; // its bytes are read when it is sent
    const file = reader.read(path);
    if (!file || !sameTexts(file.refs, known.refs) || !sameTexts(file.sends, known.sends)) return undefined;
    if (file === known) continue;
    if (named.has(path)) return undefined;
    fresh.set(path, file);
  }
  if (fresh.size === 0) return last;
  const renewed = <F extends LoadedFile>(file: F): F => ({ ...file, ...fresh.get(file.source.path) });
  const renewedAll = (files: ReadonlyMap<string, LoadedFile>): ReadonlyMap<string, LoadedFile> =>
    new Map([...files].map(([key, file]) => [key, renewed(file)]));
  return {
    ...last,
    settings: last.settings && renewed(last.settings),
    defaults: renewedAll(last.defaults),
    routeFiles: last.routeFiles.map(renewed),
    suiteFiles: last.suiteFiles.map(renewed),
    suiteNeeds: { ...last.suiteNeeds, documents: renewedAll(last.suiteNeeds.documents) },
    documents: renewedAll(last.documents),
  };
}

/** True for a path at or below which there was a file of the project. */
function isReached(path: string, { assets, suiteNeeds }: ProjectFiles, reader: FileReader): boolean {
  for (const known of reader.paths()) if (isInside(known, [path])) return true;
  for (const [asset, exists] of [...assets, ...suiteNeeds.assets]) if (exists && isInside(asset, [path])) return true;
  return false;
}

/** How often it begins anew when files change under its hands. */
const MAX_ROUNDS = 3;

/** All files as they are at one moment: when one changed while others were read, all are looked at again. */
function* loadWhole(location: LoaderOptions, readers: Readers, overlays: readonly RouteFile[]): Steps<ProjectFiles> {
  const { reader } = readers;
  for (let round = 1; ; round++) {
    const before = reader.changes;
    const files = yield* loadOnce(location, readers, overlays);
    if (round === MAX_ROUNDS || reader.changes === before || reader.isCurrent()) return files;
  }
}

function* loadOnce(location: LoaderOptions, readers: Readers, overlays: readonly RouteFile[]): Steps<ProjectFiles> {
  const { reader, remote } = readers;
  const found = findFiles(location);
  const used = new Set<string>();
  const read = (path: string): LoadedFile | undefined => {
    if (isRemote(path)) return remote?.read(path);
    used.add(path);
    return reader.read(path);
  };
  const suiteFiles = found.suites.flatMap((path) => read(path) ?? []);
  const named = namedBySuites(suiteFiles);
  const routeFiles: RouteFile[] = [];
  for (const { path, folders } of found.routeFiles) {
    const file = read(path);
    if (file && !(named.has(path) && isTestData(file))) routeFiles.push({ ...file, folders, layer: 0 });
    yield;
  }
  routeFiles.push(...overlays);
  const defaults = new Map<string, LoadedFile>();
  for (const path of found.defaults) {
    const file = read(path);
    if (file) defaults.set(dirname(path), file);
  }
  const settingsPath = findSettings(location, found.roots);
  const settings = settingsPath.path === undefined ? undefined : read(settingsPath.path);
  const owners = [...routeFiles, ...defaults.values()];
  const documents = yield* readReferenced(owners, found.schemas, read);
  const assets = assetsOf(owners);
  const suiteNeeds = location.readsSuiteNeeds ? yield* readSuiteNeeds(suiteFiles, read) : NO_NEEDS;
  reader.keepOnly(used);

  const outside = [
    ...used,
    ...assets.keys(),
    ...suiteNeeds.assets.keys(),
    ...(settingsPath.path === undefined ? settingsPath.candidates : []),
    ...[...found.folders].map((folder) => join(folder, '_defaults.yaml')),
  ];
  const roots = [...found.roots, ...found.schemaFolders];
  return {
    settings,
    defaults,
    routeFiles,
    overlays,
    suiteFiles,
    suiteNeeds,
    documents,
    remote: remote?.files(),
    schemaFiles: found.schemas,
    assets,
    skipped: found.skipped,
    problems: [...found.problems, ...settingsPath.problems],
    unreachable: found.unreachable,
    watched: { roots, files: [...new Set(outside)].filter((path) => !isInside(path, roots)) },
  };
}

function namedBySuites(suites: readonly LoadedFile[]): ReadonlySet<string> {
  return new Set(suites.flatMap(({ refs, sends }) => [...refs, ...sends]));
}

/** Rows, or an expected answer: what a suite names and what has no key of a route file. */
function isTestData({ document }: LoadedFile): boolean {
  if (!document) return false;
  const { value } = document;
  return !isJsonObject(value) || !['routes', 'channels', 'openapi', 'swagger'].some((key) => Object.hasOwn(value, key));
}

/** What is known of the other files is not looked at again. */
function withOverlays(files: ProjectFiles, overlays: readonly RouteFile[], readers: Readers): ProjectFiles {
  const { reader, remote } = readers;
  const routeFiles = [...files.routeFiles.filter(({ layer }) => layer === 0), ...overlays];
  const owners = [...routeFiles, ...files.defaults.values()];
  const read = (path: string): LoadedFile | undefined =>
    files.documents.get(path) ?? (isRemote(path) ? remote?.read(path) : (reader.known(path) ?? reader.read(path)));
  const documents = finish(readReferenced(owners, files.schemaFiles, read));
  const assets = new Map([...assetsOf(overlays), ...files.assets]);
  const { roots, files: outside } = files.watched;
  const reached = [...documents.keys(), ...assets.keys()].filter((path) => !isRemote(path) && !isInside(path, roots));
  const own = new Set(overlays.map(({ source }) => source.path));
  return {
    ...files,
    routeFiles,
    overlays,
    documents,
    assets,
    watched: { roots, files: [...new Set([...outside, ...reached])].filter((path) => !own.has(path)) },
  };
}

/** Follows `$ref`s from file to file, so that compiling needs no more reading. */
function* readReferenced(
  owners: readonly LoadedFile[],
  schemas: readonly string[],
  read: (path: string) => LoadedFile | undefined,
): Steps<Map<string, LoadedFile>> {
  const documents = new Map<string, LoadedFile>(owners.map((owner) => [owner.source.path, owner]));
  const queue = [...new Set([...owners.flatMap((owner) => owner.refs), ...schemas])];
  for (let path = queue.pop(); path !== undefined; path = queue.pop()) {
    if (documents.has(path)) continue;
    const file = read(path);
    if (!file) continue;
    documents.set(path, file);
    // A URL may have led on to another one.
    if (!documents.has(file.source.path)) documents.set(file.source.path, file);
    queue.push(...file.refs);
    yield;
  }
  return documents;
}

const NO_NEEDS: SuiteNeeds = { documents: new Map(), assets: new Map() };

function* readSuiteNeeds(
  suites: readonly LoadedFile[],
  read: (path: string) => LoadedFile | undefined,
): Steps<SuiteNeeds> {
  const documents = yield* readReferenced(suites, [], read);
  return { documents, assets: assetsOf([...documents.values()]) };
}

function assetsOf(owners: readonly LoadedFile[]): Map<string, boolean> {
  const assets = new Map<string, boolean>();
  for (const { sends } of owners) for (const path of sends) if (!assets.has(path)) assets.set(path, isFile(path));
  return assets;
}

function sameTexts(a: readonly string[], b: readonly string[]): boolean {
  return a.length === b.length && a.every((text, index) => text === b[index]);
}
