/** Loads and compiles the project again and again: what is good is published as one whole, what is broken is told once. */

import type { CompiledProject, ProjectCompiler } from '../compile/project.ts';
import type { Snapshot } from '../compile/snapshot.ts';
import { formatOrigin } from '../core/origin.ts';
import type { Problem } from '../core/problem.ts';
import type { ProjectFiles, ProjectLoader } from '../spec/load.ts';

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

export interface PublishedChange {
  readonly version: number;
  readonly added: number;
  readonly changed: number;
  readonly removed: number;
  readonly ms: number;
}

export interface ProjectState {
  readonly files: ProjectFiles;
  readonly project: CompiledProject;
}

export interface Reloader {
  readonly state: ProjectState;
  /** Never throws for a bad project. `changed`: files to be read even if their time and size are the same. */
  reload(changed?: ReadonlySet<string>): Promise<ReloadReport>;
}

export interface ReloadDeps {
  readonly loader: ProjectLoader;
  readonly compiler: ProjectCompiler;
  publish(snapshot: Snapshot): void;
  /** How long a file that breaks is given to be whole: editors write in steps. Default: 100 ms. */
  readonly secondLookMs?: number;
}

const SECOND_LOOK_MS = 100;

/** Starts from a project that is loaded already. */
export function createReloader(first: ProjectState, deps: ReloadDeps): Reloader {
  let state = first;
  const look = (changed: ReadonlySet<string> | undefined): ProjectState => {
    for (const path of changed ?? []) deps.loader.forget(path);
    const files = deps.loader.load();
    return { files, project: deps.compiler.compile(files, state.project) };
  };
  return {
    get state() {
      return state;
    },
    async reload(changed) {
      const startedAt = performance.now();
      let next = look(changed);
      if (newProblems(state.project, next.project).some((problem) => problem.severity === 'error')) {
        await new Promise((resolve) => setTimeout(resolve, deps.secondLookMs ?? SECOND_LOOK_MS));
        next = look(undefined);
      }
      const report = compare(state.project, next.project, startedAt);
      const { snapshot } = next.project;
      if (report.published && snapshot) deps.publish(snapshot);
      state = {
        files: next.files,
        project: report.published ? next.project : { ...next.project, snapshot: state.project.snapshot },
      };
      return report;
    },
  };
}

function compare(before: CompiledProject, after: CompiledProject, startedAt: number): ReloadReport {
  return {
    published: publishedChange(before, after, startedAt),
    found: newProblems(before, after),
    mended: brokenFiles(before).filter((file) => !brokenFiles(after).includes(file)),
    needsRestart: restartReasons(before, after),
  };
}

/** Nothing is published when every route is the very same object and the settings are the same text. */
function publishedChange(
  before: CompiledProject,
  after: CompiledProject,
  startedAt: number,
): PublishedChange | undefined {
  if (!after.snapshot || !before.snapshot) return undefined;
  const old = new Map(before.snapshot.routes.map((route) => [route.id, route]));
  let added = 0;
  let changed = 0;
  for (const route of after.snapshot.routes) {
    const was = old.get(route.id);
    if (!was) added++;
    else if (was !== route) changed++;
    old.delete(route.id);
  }
  const isSame = added === 0 && changed === 0 && old.size === 0;
  const isStaleSame = sameList(before.staleFiles, after.staleFiles);
  if (isSame && isStaleSame && before.settings?.key === after.settings?.key) return undefined;
  return { version: after.snapshot.version, added, changed, removed: old.size, ms: performance.now() - startedAt };
}

function newProblems(before: CompiledProject, after: CompiledProject): readonly Problem[] {
  const known = new Set(before.problems.map(idOf));
  return after.problems.filter((problem) => !known.has(idOf(problem)));
}

function idOf(problem: Problem): string {
  return `${problem.code} ${formatOrigin(problem.origin)} ${problem.message}`;
}

function brokenFiles(project: CompiledProject): readonly string[] {
  return [
    ...new Set(
      project.problems.filter((problem) => problem.severity === 'error').map((problem) => problem.origin.file),
    ),
  ];
}

function restartReasons(before: CompiledProject, after: CompiledProject): readonly string[] {
  const was = before.settings?.value;
  const is = after.settings?.value;
  if (!was || !is) return [];
  return [
    ...(was.server.host === is.server.host ? [] : [`server.host is ${is.server.host} now`]),
    ...(was.server.port === is.server.port ? [] : [`server.port is ${is.server.port} now`]),
    ...(was.limits.headersBytes === is.limits.headersBytes ? [] : ['limits.headers is another now']),
    ...(was.seed === is.seed ? [] : ['seed is another now']),
  ];
}

function sameList(a: readonly string[], b: readonly string[]): boolean {
  return a.length === b.length && a.every((item, index) => item === b[index]);
}
