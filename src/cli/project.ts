/** A project as the commands see it that do not serve: read, compiled, its interface tests looked at. */

import type { CompiledChannel } from '../compile/compiled-channel.ts';
import type { CompiledRoute } from '../compile/compiled-route.ts';
import { createCompiler } from '../compile/project.ts';
import type { Snapshot } from '../compile/snapshot.ts';
import type { Problem } from '../core/problem.ts';
import { createLoader, type LoadedFile } from '../spec/load.ts';
import type { SkippedFile } from '../spec/load-find.ts';
import type { Terminal } from './terminal.ts';

export interface Project {
  /** What can be served; undefined when the settings are broken. */
  readonly snapshot: Snapshot | undefined;
  readonly routes: readonly CompiledRoute[];
  readonly channels: readonly CompiledChannel[];
  /** By file and line. */
  readonly problems: readonly Problem[];
  /** Route files and interface tests. */
  readonly fileCount: number;
  readonly skipped: readonly SkippedFile[];
}

/** What a command line says of where the project is. */
export interface ProjectOptions {
  readonly paths: readonly string[];
  readonly config?: string | undefined;
}

export const DEFAULT_PATHS: readonly string[] = ['./routes.d'];

/** Never throws for a bad project. */
export function readProject({ paths, config }: ProjectOptions, { cwd, env }: Terminal): Project {
  const files = createLoader({ paths, cwd, config }).load();
  const { snapshot, problems } = createCompiler({ env, cwd, flags: {}, isStrict: false }).compile(files);
  return {
    snapshot,
    routes: snapshot?.routes ?? [],
    channels: snapshot?.channels ?? [],
    problems: [...problems, ...files.suiteFiles.flatMap(suiteProblems)],
    fileCount: files.routeFiles.length + files.suiteFiles.length,
    skipped: files.skipped,
  };
}

/** Interface tests are only read as YAML until they can be run. */
function suiteProblems({ document, problems }: LoadedFile): readonly Problem[] {
  if (!document || document.isEmpty || problems.length > 0) return problems;
  return [
    document.place.problem('not-built-yet', 'interface tests are not built yet', {
      hint: 'only the YAML of this file is checked',
    }),
  ];
}

/** True when a PATH or the settings file that was named does not exist. */
export function isPathMissing({ problems }: Pick<Project, 'problems'>): boolean {
  return problems.some((problem) => problem.code === 'path-not-found');
}
