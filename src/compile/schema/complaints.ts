/** What was said of the files of schemas: what many routes share is read once, and wrong for each of them. */

import type { Problem, Report } from '../../core/problem.ts';

export interface Complaints {
  /**
   * For one schema and what it leads to. `once` for callers with thousands of schemas: of all tellers with the same `report`,
   * one tells a problem.
   */
  teller(report: Report, how: { readonly once: boolean }): Teller;
}

export interface Teller {
  /** Tells everything once. */
  readonly report: Report;
  readonly hasTold: boolean;
  /** Tells what earlier tellers found in these files; they are only asked for where there may be something. */
  tellAgain(files: () => ReadonlySet<string>): void;
}

/** Whoever is told a problem once for all. */
interface Listener {
  readonly told: Set<string>;
  /** How many of the problems of a file were told. */
  readonly counts: Map<string, number>;
}

export function createComplaints(): Complaints {
  /** By the file, as people know it, in which they are. */
  const complaints = new Map<string, Map<string, Problem>>();
  const listeners = new WeakMap<Report, Listener>();

  return {
    teller(report, { once }) {
      const told = new Set<string>();
      const listener = once ? listenerOf(report) : undefined;
      const tell: Report = (problem) => {
        const { file, line, column } = problem.origin;
        const key = `${file}:${line}:${column} ${problem.code} ${problem.message}`;
        if (told.has(key)) return;
        told.add(key);
        const known = complaints.get(file) ?? new Map<string, Problem>();
        const hasHeard = listener && (listener.counts.get(file) ?? 0) === known.size;
        complaints.set(file, known.set(key, problem));
        if (hasHeard) listener.counts.set(file, known.size);
        if (listener?.told.has(key)) return;
        listener?.told.add(key);
        report(problem);
      };
      return {
        report: tell,
        get hasTold() {
          return told.size > 0;
        },
        tellAgain(files) {
          if (listener ? hasHeardAll(listener) : complaints.size === 0) return;
          for (const file of files()) {
            const problems = complaints.get(file);
            if (!problems || listener?.counts.get(file) === problems.size) continue;
            for (const problem of problems.values()) tell(problem);
            listener?.counts.set(file, problems.size);
          }
        },
      };
    },
  };

  function listenerOf(report: Report): Listener {
    const listener = listeners.get(report) ?? { told: new Set(), counts: new Map() };
    listeners.set(report, listener);
    return listener;
  }

  function hasHeardAll({ counts }: Listener): boolean {
    for (const [file, { size }] of complaints) if (counts.get(file) !== size) return false;
    return true;
  }
}
