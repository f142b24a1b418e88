/** Which suites have to be run again: those whose files, or whose mock, are not what they were run with. */

import type { CompiledSuite } from '../../runner/compiled-suite.ts';
import type { TestProject } from './project.ts';
import { changedPaths, type Stamps, stampSuites } from './stamps.ts';

export interface Due {
  readonly suites: readonly CompiledSuite[];
  /** Absolute paths of what is not as it was; empty for suites that have not been run yet. */
  readonly changed: readonly string[];
}

export interface DueSuites {
  of(project: TestProject): Due;
  /** They were run as they are, or need not be. */
  settle(due: Due): void;
  /** What a run has written is no change: a run that writes at each time would never end. */
  settleWritten(due: Due, project: TestProject): void;
}

export function createDueSuites(): DueSuites {
  const settled = new Map<string, Stamps>();
  const seen = new WeakMap<Due, ReadonlyMap<string, Stamps>>();
  const settleWith = ({ suites }: Due, stamps: ReadonlyMap<string, Stamps>): void => {
    for (const { path } of suites) settled.set(path, stamps.get(path) ?? new Map());
  };
  return {
    of(project) {
      const stamps = stampSuites(project.files);
      const changed = new Set<string>();
      const suites = project.suites.filter(({ path }) => {
        const before = settled.get(path);
        const different = before && changedPaths(before, stamps.get(path) ?? new Map());
        for (const one of different ?? []) changed.add(one);
        return different === undefined || different.length > 0;
      });
      const due = { suites, changed: [...changed] };
      seen.set(due, stamps);
      return due;
    },
    settle: (due) => settleWith(due, seen.get(due) ?? new Map()),
    settleWritten: (due, project) => settleWith(due, stampSuites(project.files)),
  };
}
