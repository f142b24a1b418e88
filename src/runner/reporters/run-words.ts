/** A run in a few words: its summary, its coverage, why it ended early. */

import { count } from '../../core/count.ts';
import type { Coverage, RunResult, Share } from '../result.ts';

export const INTERRUPTED: Readonly<Record<NonNullable<RunResult['interrupted']>, string>> = {
  signal: 'interrupted: not everything was run',
  bail: 'stopped at the first failure (--bail): not everything was run',
};

/** Of a case that its suite's `before` has failed. */
export const NOT_RUN = 'not run: before failed';

/** `340 ms`, `0.4 ms`, `12.4 s`, `2 min 3 s`. */
export function formatTook(ms: number): string {
  if (ms < 1) return `${ms.toFixed(1)} ms`;
  if (ms < 1000) return `${Math.round(ms)} ms`;
  if (ms < 60_000) return `${(ms / 1000).toFixed(1)} s`;
  const seconds = Math.round(ms / 1000);
  return `${Math.floor(seconds / 60)} min ${seconds % 60} s`;
}

/** Parts of `12 passed, 1 failed, 2 skipped, 1 suite with a failed before or after`; those of none are left out, `passed` is not. */
export function summaryParts({
  totals,
  suites,
}: RunResult): readonly { readonly kind: 'passed' | 'failed' | 'skipped'; readonly text: string }[] {
  const around = suites.filter((suite) => suite.before.length > 0 || suite.after.length > 0).length;
  return [
    { kind: 'passed', text: `${totals.passed} passed` },
    ...(totals.failed > 0 ? [{ kind: 'failed', text: `${totals.failed} failed` } as const] : []),
    ...(totals.skipped > 0 ? [{ kind: 'skipped', text: `${totals.skipped} skipped` } as const] : []),
    ...(around > 0
      ? [{ kind: 'failed', text: `${count(around, 'suite')} with a failed before or after` } as const]
      : []),
  ];
}

/** `12 passed, 1 failed in 340 ms (start 210 ms)`. */
export function summaryLine(result: RunResult): string {
  const said = summaryParts(result).map((part) => part.text);
  return `${said.join(', ')} in ${formatTook(result.ms)} (start ${formatTook(result.startMs)})`;
}

export interface CoverageRow {
  readonly name: string;
  readonly covered: string;
  readonly total: string;
  readonly percent: string;
}

/** A row for each kind of thing that the project has, and one for all of them. */
export function coverageRows({ percent, ...shares }: Coverage): readonly CoverageRow[] {
  const kinds = (['routes', 'cases', 'parameters', 'rules'] as const)
    .map((name) => ({ name, ...shares[name] }))
    .filter(({ total }) => total > 0);
  const all = {
    name: 'all',
    total: kinds.reduce((sum, { total }) => sum + total, 0),
    covered: kinds.reduce((sum, { covered }) => sum + covered, 0),
  };
  return [...kinds.map((share) => row(share, sharePercent(share))), row(all, percent)];
}

function row({ name, covered, total }: Share & { readonly name: string }, percent: number): CoverageRow {
  return { name, covered: String(covered), total: String(total), percent: `${percent.toFixed(1)}%` };
}

/** Rounded down to one decimal: 100.0 is said only when nothing is missed. */
function sharePercent({ covered, total }: Share): number {
  return Math.floor((covered / total) * 1000) / 10;
}
