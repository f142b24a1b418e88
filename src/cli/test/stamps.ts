/** What the outcome of a suite hangs on: two equal stamps stand for equal files. */

import type { LoadedFile, ProjectFiles } from '../../spec/load.ts';
import { statOf } from '../../spec/load-find.ts';
import { reachedFrom } from './project.ts';

/** By absolute path. */
export type Stamps = ReadonlyMap<string, string>;

/** Of each suite: its own file, what it names, and all that is served. */
export function stampSuites(files: ProjectFiles): ReadonlyMap<string, Stamps> {
  const served = servedStamps(files);
  return new Map(files.suiteFiles.map((suite) => [suite.source.path, suiteStamps(suite, files, served)]));
}

function suiteStamps(suite: LoadedFile, files: ProjectFiles, served: Stamps): Stamps {
  const reached = [...reachedFrom(suite, files).values()];
  return new Map([...served, ...reached.map(stampOfText), ...reached.flatMap(({ sends }) => sends.map(stampOfBytes))]);
}

function servedStamps({ settings, defaults, documents, assets }: ProjectFiles): Stamps {
  const texts = [...(settings ? [settings] : []), ...defaults.values(), ...documents.values()];
  return new Map([...texts.map(stampOfText), ...[...assets.keys()].map(stampOfBytes)]);
}

function stampOfText({ source }: LoadedFile): readonly [path: string, stamp: string] {
  return [source.path, source.hash];
}

/** Of files that are sent as they are, time and size have to do. */
function stampOfBytes(path: string): readonly [path: string, stamp: string] {
  const stats = statOf(path);
  return [path, stats ? `${stats.mtimeMs} ${stats.size}` : ''];
}

/** Paths that are in one of them only, or with another stamp. */
export function changedPaths(before: Stamps, after: Stamps): readonly string[] {
  const paths = new Set([...before.keys(), ...after.keys()]);
  return [...paths].filter((path) => before.get(path) !== after.get(path));
}
