/** Which suites have to be run again: those whose files, or whose mock, are not what they were run with. */

import type { CompiledSuite } from '../../runner/compiled-suite.ts';
import type { TestProject } from './project.ts';
import { changedPaths, type Stamps, stampSuites } from './stamps.ts';

export interface Due {
  readonly suites: readonly CompiledSuite[];
  /** Absolute paths of what is not as it was; empty where all of them have not been run yet. */
  readonly changed: readonly string[];
  /** What they hang on now, by their path. */
  readonly stamps: ReadonlyMap<string, Stamps>;
}

export interface DueSuites {
  of(project: Pick<TestProject, 'files' | 'suites'>): Due;
  /**
   * They were run, or need not be. Other `stamps` are those after a run that has written files itself: that is no
   * change, or a run that writes each time would never end.
   */
  settle(due: Due, stamps?: Due['stamps']): void;
}

export function createDueSuites(): DueSuites {
  const settled = new Map<string, Stamps>();
  return {
    of({ files, suites }) {
      const stamps = stampSuites(files);
      const changed = new Set<string>();
      const isDue = ({ path }: CompiledSuite): boolean => {
        const before = settled.get(path);
        if (!before) return true;
        const different = changedPaths(before, stamps.get(path) ?? new Map());
        for (const one of different) changed.add(one);
        return different.length > 0;
      };
      const due = suites.filter(isDue);
      return { suites: due, changed: [...changed], stamps };
    },
    settle({ suites, stamps: seen }, stamps = seen) {
      for (const { path } of suites) settled.set(path, stamps.get(path) ?? new Map());
    },
  };
}
