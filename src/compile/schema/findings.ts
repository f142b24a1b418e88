/** What is wrong with one value, collected while it is walked through: bounded, each thing once. */

import { MAX_ISSUES } from '../../core/issue.ts';
import type { Violation, Violations } from '../../core/kind.ts';
import { pointer } from '../../core/pointer.ts';
import { cutValue } from './words.ts';

/** Counting stops here: a body of hundreds of thousands of wrong items costs no more than this many. */
const MAX_COUNTED = 10_000;

export interface Finding {
  readonly keyword: string;
  readonly expected: unknown;
  readonly received: unknown;
  readonly message: string;
}

export interface Findings {
  /** Keys from the root of the value to where the walk is. */
  readonly path: (string | number)[];
  /** True once nothing more would be collected: the walk may end. */
  isFull: boolean;
  count: number;
  add(finding: Finding): void;
}

/** Collects violations with all that an answer shows of them. */
export function createCollector(): Findings & { violations(): Violations } {
  const list: Violation[] = [];
  const seen = new Set<string>();
  const collector = {
    path: [] as (string | number)[],
    isFull: false,
    count: 0,
    add({ keyword, expected, received, message }: Finding): void {
      if (list.length < MAX_ISSUES) {
        const at = pointer(...collector.path);
        const key = `${at} ${message}`;
        if (seen.has(key)) return;
        seen.add(key);
        list.push({ pointer: at, message, keyword, expected: cutValue(expected), received: cutValue(received) });
      }
      collector.isFull = ++collector.count >= MAX_COUNTED;
    },
    violations(): Violations {
      const more = collector.count - list.length;
      return more > 0 ? Object.assign(list, { more }) : list;
    },
  };
  return collector;
}

/** Counts up to a limit: 1 asks just whether there is anything wrong. */
export function createCounter(limit: number): Findings {
  const counter = {
    path: [],
    isFull: false,
    count: 0,
    add(): void {
      counter.isFull = ++counter.count >= limit;
    },
  };
  return counter;
}
