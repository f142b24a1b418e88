/** The paths of `mockapi test`: suites that are named choose what is run, all others say what is served. */

import { dirname, resolve } from 'node:path';
import { isSuiteFile, statOf } from '../../spec/load-find.ts';
import { DEFAULT_PATHS } from '../project.ts';

export interface SplitPaths {
  /** Folders and route files. */
  readonly served: readonly string[];
  /** Suites; empty for all that are found. */
  readonly named: readonly string[];
}

/**
 * Where only suites are named, the default is served; where that does not exist, the folders of the suites are, and
 * nothing where a service is tested: its suites may stand alone.
 */
export function splitPaths(
  paths: readonly string[],
  { cwd, isMock }: { readonly cwd: string; readonly isMock: boolean },
): SplitPaths {
  const isSuite = (path: string): boolean => isSuiteFile(path) && statOf(resolve(cwd, path))?.isDirectory() !== true;
  const named = paths.filter(isSuite);
  const served = paths.filter((path) => !isSuite(path));
  if (served.length > 0) return { served, named };
  const isDefaultThere = DEFAULT_PATHS.some((path) => statOf(resolve(cwd, path)) !== undefined);
  if (named.length === 0 || isDefaultThere) return { served: DEFAULT_PATHS, named };
  return { served: isMock ? [...new Set(named.map((path) => dirname(path)))] : [], named };
}
