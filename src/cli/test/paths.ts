/** The paths of `mockapi test`: some say what is served, others choose the suites that are run. */

import { dirname, join, resolve } from 'node:path';
import { isFile, isInside, isSuiteFile, statOf } from '../../spec/load-find.ts';
import { DEFAULT_PATHS } from '../project.ts';

export interface SplitPaths {
  /** What is loaded: folders and route files to be served, and suites. */
  readonly loaded: readonly string[];
  /** Suites, and folders below the default one: only what they name is run; empty for all suites that are found. */
  readonly chosen: readonly string[];
}

/**
 * A suite chooses itself, a folder below the default one the suites in it: neither is a project of its own, which needs
 * the settings and defaults above it. Where nothing else is named, the default is served; where that does not exist, the
 * folders of the suites are, and nothing where a service is tested: its suites may stand alone.
 */
export function splitPaths(
  paths: readonly string[],
  { cwd, isMock }: { readonly cwd: string; readonly isMock: boolean },
): SplitPaths {
  const suites = paths.filter((path) => isSuite(resolve(cwd, path)));
  const others = paths.filter((path) => !suites.includes(path));
  if (others.some((path) => !isPart(resolve(cwd, path), cwd))) {
    return { loaded: [...others, ...suites], chosen: suites };
  }
  if (paths.length === 0 || defaultFolders(cwd).some(isFolder)) {
    return { loaded: [...DEFAULT_PATHS, ...suites], chosen: paths };
  }
  const folders = isMock ? new Set(suites.map((path) => dirname(path))) : [];
  return { loaded: [...folders, ...suites], chosen: suites };
}

function isSuite(path: string): boolean {
  return isSuiteFile(path) && !isFolder(path);
}

/** A folder with settings is a project. */
function isPart(path: string, cwd: string): boolean {
  const isBelow = defaultFolders(cwd).some((folder) => folder !== path && isInside(path, [folder]));
  return isBelow && isFolder(path) && !SETTINGS.some((name) => isFile(join(path, name)));
}

const SETTINGS = ['mockapi.yaml', 'mockapi.yml', 'mockapi.json'];

function defaultFolders(cwd: string): readonly string[] {
  return DEFAULT_PATHS.map((path) => resolve(cwd, path));
}

function isFolder(path: string): boolean {
  return statOf(path)?.isDirectory() === true;
}
