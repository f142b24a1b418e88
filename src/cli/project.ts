/** A project as the commands see it that do not serve: read, compiled, its interface tests looked at. */

import type { CompiledChannel } from '../compile/compiled-channel.ts';
import type { CompiledRoute } from '../compile/compiled-route.ts';
import { createCompiler, formatKinds } from '../compile/project.ts';
import type { Snapshot } from '../compile/snapshot.ts';
import { comparePlaces, type Problem } from '../core/problem.ts';
import { loadWithRemote, type RemoteDocuments } from '../serve/remote-documents.ts';
import { createLoader } from '../spec/load.ts';
import type { SkippedFile } from '../spec/load-find.ts';
import { createSuiteReader } from '../spec/suite-reader.ts';
import { compileProjectSuites } from './project-suites.ts';
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
  /** Where documents behind URLs come from; without it they are not read. */
  readonly remote?: RemoteDocuments | undefined;
}

export const DEFAULT_PATHS: readonly string[] = ['./routes.d'];

const readSuites = createSuiteReader(formatKinds());

/** Never throws for a bad project. */
export async function readProject({ paths, config, remote }: ProjectOptions, { cwd, env }: Terminal): Promise<Project> {
  const files = await loadWithRemote(createLoader({ paths, cwd, config, remote, readsSuiteNeeds: true }), remote);
  const { snapshot, problems } = createCompiler({ env, cwd, flags: {}, isStrict: false }).compile(files);
  const suites = compileProjectSuites(files, readSuites(files), { snapshot, givenVars: [] });
  return {
    snapshot,
    routes: snapshot?.routes ?? [],
    channels: snapshot?.channels ?? [],
    problems: [...problems, ...suites.problems].sort(comparePlaces),
    fileCount: files.routeFiles.length + files.suiteFiles.length,
    skipped: files.skipped,
  };
}

/** True when a PATH or the settings file that was named does not exist. */
export function isPathMissing({ problems }: Pick<Project, 'problems'>): boolean {
  return problems.some((problem) => problem.code === 'path-not-found');
}
