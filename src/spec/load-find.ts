/** Which files make up a project: folders walked, each file put where its name says it belongs. */

import { lstatSync, readdirSync, realpathSync, type Stats, statSync } from 'node:fs';
import { basename, dirname, join, relative, resolve, sep } from 'node:path';
import { isObject } from '../core/json.ts';
import { nearest } from '../core/nearest.ts';
import type { Problem } from '../core/problem.ts';
import type { ProblemCode } from '../core/problem-codes.ts';
import { problemAtOffset } from './place.ts';
import type { SourceFile } from './source-file.ts';

export interface ProjectLocation {
  /** What to serve: folders and single files, absolute or relative to `cwd`. */
  readonly paths: readonly string[];
  readonly cwd: string;
  /** A settings file named by hand. */
  readonly config?: string | undefined;
}

/** A file that is not served, and why. */
export interface SkippedFile {
  readonly file: string;
  readonly why: string;
}

/** A path that is missing or cannot be read, though it should be there. */
export interface Unreachable {
  /** Absolute. */
  readonly path: string;
  /** As people know it. */
  readonly file: string;
}

export interface FoundFiles {
  readonly roots: string[];
  /** Folders whose `_defaults` apply to a file, whether or not there are any. */
  readonly folders: Set<string>;
  /** Folders of shared schemas beside the roots. */
  readonly schemaFolders: string[];
  readonly unreachable: Unreachable[];
  readonly routeFiles: { readonly path: string; readonly folders: readonly string[] }[];
  readonly defaults: Set<string>;
  readonly suites: string[];
  readonly schemas: string[];
  readonly skipped: SkippedFile[];
  readonly problems: Problem[];
}

const DATA_FILE = /\.(ya?ml|json)$/;

/** True for the name of a file of interface tests. */
export function isSuiteFile(path: string): boolean {
  return /\.test\.(ya?ml|json)$/.test(path);
}

/** Walks the given paths; names decide what a file is. */
export function findFiles(location: ProjectLocation): FoundFiles {
  const found: FoundFiles = {
    roots: [],
    folders: new Set(),
    schemaFolders: [],
    unreachable: [],
    routeFiles: [],
    defaults: new Set(),
    suites: [],
    schemas: [],
    skipped: [],
    problems: [],
  };
  const seen = new Set<string>();
  for (const given of location.paths) {
    const root = resolve(location.cwd, given);
    found.roots.push(root);
    const stats = statOf(root);
    if (!stats) {
      const file = shownName(root, location.cwd);
      found.unreachable.push({ path: root, file });
      found.problems.push(fileProblem(file, 'path-not-found', `"${given}" does not exist`, similarPath(root)));
      continue;
    }
    if (stats.isDirectory()) walk(root, [root], location, found, seen, new Set([realPathOf(root)]));
    else sort(root, ancestors(root, location.cwd), location, found, seen, { isNamed: true });
  }
  addSharedSchemas(found, seen);
  found.routeFiles.sort((a, b) => (a.path < b.path ? -1 : 1));
  for (const { folders } of found.routeFiles) for (const folder of folders) found.folders.add(folder);
  for (const folder of found.folders) {
    const path = ['_defaults.yaml', '_defaults.yml', '_defaults.json']
      .map((name) => join(folder, name))
      .find((name) => seen.has(name) || isFile(name));
    if (path !== undefined) found.defaults.add(path);
  }
  return found;
}

function walk(
  folder: string,
  folders: readonly string[],
  location: ProjectLocation,
  found: FoundFiles,
  seen: Set<string>,
  above: ReadonlySet<string>,
): void {
  let names: string[];
  try {
    names = readdirSync(folder).sort();
  } catch (error) {
    if (errorCode(error) === 'ENOENT') return;
    const file = shownName(folder, location.cwd);
    found.unreachable.push({ path: folder, file });
    found.problems.push(fileProblem(file, 'unreadable-file', `the folder cannot be read: ${why(error)}`));
    return;
  }
  for (const name of names) {
    if (name.startsWith('.') || name === 'node_modules') continue;
    const path = join(folder, name);
    const stats = statOf(path);
    const skip = (why: string): void => {
      found.skipped.push({ file: shownName(path, location.cwd), why });
    };
    if (!stats) {
      if (isLink(path) && (DATA_FILE.test(name) || !name.includes('.'))) skip('it is a link that leads nowhere');
    } else if (!stats.isDirectory()) {
      sort(path, folders, location, found, seen, { isNamed: false });
    } else if (name.startsWith('_')) {
      skip('its name begins with "_"');
    } else {
      const real = realPathOf(path);
      if (above.has(real)) {
        skip('it is a link to a folder above it');
        continue;
      }
      walk(path, [...folders, path], location, found, seen, new Set([...above, real]));
    }
  }
}

/** Puts a file where its name says it belongs. */
function sort(
  path: string,
  folders: readonly string[],
  location: ProjectLocation,
  found: FoundFiles,
  seen: Set<string>,
  { isNamed }: { readonly isNamed: boolean },
): void {
  if (seen.has(path)) return;
  seen.add(path);
  const name = basename(path);
  const file = shownName(path, location.cwd);
  const skip = (why: string): void => {
    found.skipped.push({ file, why });
  };
  if (!DATA_FILE.test(name)) {
    if (isNamed)
      found.problems.push(
        fileProblem(file, 'path-not-found', `"${file}" is no route file`, 'route files end in .yaml, .yml or .json'),
      );
    else if (/\.(yaml|yml|json)/i.test(name)) skip('its name does not end in .yaml, .yml or .json');
    return;
  }
  if (/^_defaults\.(ya?ml|json)$/.test(name)) found.defaults.add(path);
  else if (/^mockapi\.(ya?ml|json)$/.test(name)) {
    if (dirname(path) !== found.roots[0])
      skip('settings are read in the first folder, in the working directory, or where --config says');
  } else if (isSuiteFile(name)) found.suites.push(path);
  else if (/\.schema\.(ya?ml|json)$/.test(name)) found.schemas.push(path);
  else if (name.startsWith('_') && !isNamed) skip('its name begins with "_"');
  else found.routeFiles.push({ path, folders });
}

/** A folder `schemas` beside a served one is the users' own too; the schemas of our own files are not. */
function addSharedSchemas(found: FoundFiles, seen: Set<string>): void {
  for (const root of found.roots) {
    const folder = join(dirname(root), 'schemas');
    const names = isInside(folder, found.roots) ? undefined : namesIn(folder);
    if (!names) continue;
    found.schemaFolders.push(folder);
    for (const name of names) {
      const path = join(folder, name);
      if (/\.schema\.(ya?ml|json)$/.test(name) && !name.startsWith('.') && !seen.has(path)) {
        seen.add(path);
        found.schemas.push(path);
      }
    }
  }
  const own = found.schemas.filter((path) => /^mockapi\..*\.schema\.json$/.test(basename(path)));
  for (const path of own) found.schemas.splice(found.schemas.indexOf(path), 1);
}

/** Undefined for what is no folder, or none that may be read. */
function namesIn(folder: string): readonly string[] | undefined {
  try {
    return readdirSync(folder).sort();
  } catch {
    return undefined;
  }
}

/** The settings file: named by hand, in the first path, or in the working directory. */
export function findSettings(
  location: ProjectLocation,
  roots: readonly string[],
): {
  readonly path: string | undefined;
  readonly candidates: readonly string[];
  readonly problems: readonly Problem[];
} {
  if (location.config !== undefined) {
    const path = resolve(location.cwd, location.config);
    if (isFile(path)) return { path, candidates: [], problems: [] };
    const file = shownName(path, location.cwd);
    return {
      path: undefined,
      candidates: [path],
      problems: [fileProblem(file, 'path-not-found', `the settings file "${file}" does not exist`)],
    };
  }
  const [first] = roots;
  const folders = [
    ...(first === undefined ? [] : [statOf(first)?.isDirectory() === false ? dirname(first) : first]),
    location.cwd,
  ];
  const candidates = folders.flatMap((folder) =>
    ['mockapi.yaml', 'mockapi.yml', 'mockapi.json'].map((name) => join(folder, name)),
  );
  return {
    path: candidates.find(isFile),
    candidates: candidates.filter((path) => path.endsWith('.yaml')),
    problems: [],
  };
}

/** The name that people see: relative to the working directory unless that climbs out of it far. */
export function shownName(path: string, cwd: string): string {
  const short = relative(cwd, path);
  return short === '' ? '.' : short.startsWith(`..${sep}..`) ? path : short;
}

export function fileProblem(file: string, code: ProblemCode, message: string, hint?: string): Problem {
  const source: SourceFile = { path: file, file, text: '', hash: '' };
  const { excerpt: _, ...problem } = problemAtOffset(
    source,
    { start: 0 },
    code,
    message,
    hint === undefined ? {} : { hint },
  );
  return problem;
}

function similarPath(path: string): string | undefined {
  try {
    const meant = nearest(basename(path), readdirSync(dirname(path)));
    return meant === undefined ? undefined : `did you mean "${meant}"?`;
  } catch {
    return undefined;
  }
}

/** The folders whose defaults apply to a file that is served alone. */
function ancestors(path: string, cwd: string): readonly string[] {
  const folders = [dirname(path)];
  for (let folder = dirname(path); folder !== cwd && isInside(folder, [cwd]); folder = dirname(folder)) {
    folders.unshift(dirname(folder));
  }
  return folders;
}

export function isInside(path: string, folders: readonly string[]): boolean {
  return folders.some((folder) => path === folder || path.startsWith(folder + sep));
}

/** Undefined for what does not exist or may not be looked at. */
export function statOf(path: string): Stats | undefined {
  try {
    return statSync(path, { throwIfNoEntry: false });
  } catch {
    return undefined;
  }
}

function isLink(path: string): boolean {
  return lstatSync(path, { throwIfNoEntry: false })?.isSymbolicLink() === true;
}

export function isFile(path: string): boolean {
  return statOf(path)?.isFile() === true;
}

export function errorCode(error: unknown): string {
  return isObject(error) && typeof error.code === 'string' ? error.code : String(error);
}

/** Why a file or folder cannot be read, in words where there are some. */
export function why(error: unknown): string {
  const code = errorCode(error);
  return code === 'EACCES' || code === 'EPERM' ? 'its permissions do not allow it' : code;
}

/** The path itself where it is gone by now. */
function realPathOf(path: string): string {
  try {
    return realpathSync(path);
  } catch {
    return path;
  }
}
