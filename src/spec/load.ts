/** Finds and reads the files of a project; unchanged ones are neither read nor parsed again. */

import { createHash } from 'node:crypto';
import { readFileSync, type Stats } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { isObject, type Json } from '../core/json.ts';
import type { Problem } from '../core/problem.ts';
import { formatSize } from '../core/size.ts';
import {
  errorCode,
  fileProblem,
  findFiles,
  findSettings,
  isFile,
  isInside,
  type ProjectLocation,
  type SkippedFile,
  shownName,
  statOf,
} from './load-find.ts';
import { type Document, parseDocument } from './parse.ts';
import type { SourceFile } from './source-file.ts';

/** A file that was read: parsed, or with the problems that kept it from being. */
export interface LoadedFile {
  readonly source: SourceFile;
  readonly document: Document | undefined;
  readonly problems: readonly Problem[];
  /** Absolute paths behind its `$ref`s. */
  readonly refs: readonly string[];
  /** Absolute paths of the files that its answers send. */
  readonly sends: readonly string[];
}

export interface ProjectFiles {
  readonly settings: LoadedFile | undefined;
  /** Every `_defaults` file by its folder. */
  readonly defaults: ReadonlyMap<string, LoadedFile>;
  /** In the order of their paths. */
  readonly routeFiles: readonly RouteFile[];
  /** Interface tests: looked at by `check`, ignored by `serve`. */
  readonly suiteFiles: readonly LoadedFile[];
  /** Every file that may be behind a `$ref`, by absolute path. */
  readonly documents: ReadonlyMap<string, LoadedFile>;
  /** Schema files that are the user's own: in the served folders and where they refer to. */
  readonly schemaFiles: readonly string[];
  /** Files that answers send, by absolute path: whether they exist. */
  readonly assets: ReadonlyMap<string, boolean>;
  readonly skipped: readonly SkippedFile[];
  /** Problems of the project as a whole: a path that does not exist. */
  readonly problems: readonly Problem[];
  /** What a watcher has to look at. */
  readonly watched: { readonly roots: readonly string[]; readonly files: readonly string[] };
}

export interface RouteFile extends LoadedFile {
  /** Folders whose `_defaults` apply, from the outside in. */
  readonly folders: readonly string[];
}

/** Larger than any file that people write. */
const MAX_FILE_BYTES = 16 * 1024 * 1024;

/** Reads a project again and again: keeps what was read as long as size, time and inode stay. */
export interface ProjectLoader {
  /** Never throws for a bad project: what is wrong is in the problems. */
  load(): ProjectFiles;
  /** Forgets what is known of a file, so that it is read even when its time and size are the same. */
  forget(path: string): void;
}

interface Cached extends LoadedFile {
  readonly stamp: string;
}

export function createLoader(location: ProjectLocation): ProjectLoader {
  const cache = new Map<string, Cached>();
  return {
    load: () => loadOnce(location, cache),
    forget: (path) => cache.delete(path),
  };
}

function loadOnce(location: ProjectLocation, cache: Map<string, Cached>): ProjectFiles {
  const found = findFiles(location);
  const used = new Set<string>();
  const read = (path: string): Cached | undefined => {
    used.add(path);
    return readCached(path, location.cwd, cache);
  };
  const routeFiles: RouteFile[] = [];
  for (const { path, folders } of found.routeFiles) {
    const file = read(path);
    if (file) routeFiles.push({ ...file, folders });
  }
  const defaults = new Map<string, LoadedFile>();
  for (const path of found.defaults) {
    const file = read(path);
    if (file) defaults.set(dirname(path), file);
  }
  const settingsPath = findSettings(location, found.roots);
  const settings = settingsPath.path === undefined ? undefined : read(settingsPath.path);
  const suiteFiles = found.suites.flatMap((path) => read(path) ?? []);
  const owners = [...routeFiles, ...defaults.values()].flatMap((file) => cache.get(file.source.path) ?? []);
  const documents = readReferenced(owners, found.schemas, read);
  const assets = new Map<string, boolean>();
  for (const owner of owners) for (const path of owner.sends) assets.set(path, isFile(path));
  for (const path of cache.keys()) if (!used.has(path)) cache.delete(path);

  const outside = [
    ...documents.keys(),
    ...assets.keys(),
    ...(settingsPath.path ? [settingsPath.path] : settingsPath.candidates),
  ];
  return {
    settings,
    defaults,
    routeFiles,
    suiteFiles,
    documents,
    schemaFiles: found.schemas,
    assets,
    skipped: found.skipped,
    problems: [...found.problems, ...settingsPath.problems],
    watched: { roots: found.roots, files: outside.filter((path) => !isInside(path, found.roots)) },
  };
}

/** Follows `$ref`s from file to file, so that compiling needs no more reading. */
function readReferenced(
  owners: readonly Cached[],
  schemas: readonly string[],
  read: (path: string) => Cached | undefined,
): Map<string, LoadedFile> {
  const documents = new Map<string, LoadedFile>(owners.map((owner) => [owner.source.path, owner]));
  const queue = [...new Set([...owners.flatMap((owner) => owner.refs), ...schemas])];
  for (let path = queue.pop(); path !== undefined; path = queue.pop()) {
    if (documents.has(path)) continue;
    const file = read(path);
    if (!file) continue;
    documents.set(path, file);
    queue.push(...file.refs);
  }
  return documents;
}

function readCached(path: string, cwd: string, cache: Map<string, Cached>): Cached | undefined {
  const stats = statOf(path);
  if (!stats?.isFile()) return undefined;
  const stamp = `${stats.mtimeMs} ${stats.ctimeMs} ${stats.size} ${stats.ino}`;
  const known = cache.get(path);
  if (known?.stamp === stamp) return known;
  const made = readFile(path, shownName(path, cwd), stats, stamp, known);
  if (made) cache.set(path, made);
  return made;
}

function readFile(
  path: string,
  file: string,
  stats: Stats,
  stamp: string,
  known: Cached | undefined,
): Cached | undefined {
  const failed = (text: string, problem: Problem): Cached => ({
    source: { path, file, text, hash: stamp },
    document: undefined,
    problems: [problem],
    stamp,
    refs: [],
    sends: [],
  });
  if (stats.size > MAX_FILE_BYTES) {
    const message = `${formatSize(stats.size)} is more than the ${formatSize(MAX_FILE_BYTES)} that one file may have`;
    return failed('', fileProblem(file, 'file-too-large', message, 'split it, or move it out of the served folder'));
  }
  let bytes: Buffer;
  try {
    bytes = readFileSync(path);
  } catch (error) {
    if (errorCode(error) === 'ENOENT') return undefined;
    return failed(
      '',
      fileProblem(file, 'unreadable-file', `it cannot be read: ${errorCode(error)}`, 'check its permissions'),
    );
  }
  const hash = createHash('sha1').update(bytes).digest('base64');
  if (known?.source.hash === hash) return { ...known, stamp };
  let text: string;
  try {
    text = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return failed('', fileProblem(file, 'not-utf8', 'it is not UTF-8 text', 'save it as UTF-8'));
  }
  const source: SourceFile = { path, file, text, hash };
  const problems: Problem[] = [];
  const document = parseDocument(source, (problem) => problems.push(problem));
  const { refs, sends } = document ? mentioned(document.value, dirname(path)) : { refs: [], sends: [] };
  return { source, document, problems, stamp, refs, sends };
}

/** Files that a document names: behind `$ref`s, and sent by answers (only names without `${`). */
function mentioned(
  value: Json,
  folder: string,
): { readonly refs: readonly string[]; readonly sends: readonly string[] } {
  const refs = new Set<string>();
  const sends = new Set<string>();
  const seen = new Set<object>();
  const visit = (item: Json): void => {
    if (typeof item !== 'object' || item === null || seen.has(item)) return;
    seen.add(item);
    if (!Array.isArray(item) && isObject(item)) {
      const { $ref: ref, file } = item as { readonly [key: string]: Json };
      if (typeof ref === 'string' && !ref.startsWith('#') && !/^[a-z][a-z0-9+.-]*:/i.test(ref)) {
        refs.add(resolve(folder, decodePath(ref.replace(/#.*$/s, ''))));
      }
      if (typeof file === 'string' && !file.includes('${') && !file.includes('\0')) sends.add(resolve(folder, file));
    }
    for (const child of Object.values(item)) visit(child);
  };
  visit(value);
  return { refs: [...refs], sends: [...sends] };
}

function decodePath(path: string): string {
  try {
    return decodeURIComponent(path);
  } catch {
    return path;
  }
}
