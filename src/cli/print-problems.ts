/** Problems for people: each with its code frame, and a line that counts them. */

import { count } from '../core/count.ts';
import { formatProblem } from '../core/format-problem.ts';
import type { Problem, Severity } from '../core/problem.ts';
import type { Stream } from './terminal.ts';

/** Each problem, with an empty line behind it. */
export function printProblems(problems: readonly Problem[], stream: Stream): void {
  if (problems.length === 0) return;
  stream.write(`${problems.map((problem) => formatProblem(problem, stream.style)).join('\n\n')}\n\n`);
}

/** One line that counts them; where the project itself was not found, `beginning` says how to begin. */
export function printSummary(problems: readonly Problem[], stream: Stream, beginning: string | undefined): void {
  const isMissing = problems.some((problem) => problem.code === 'path-not-found');
  const hint = isMissing && beginning !== undefined ? `; ${beginning}` : '';
  stream.write(`${stream.style.error(countProblems(problems))}${hint}\n`);
}

/** Only the errors: warnings are for `check` and `serve` to tell. */
export function printErrors(problems: readonly Problem[], stream: Stream, beginning: string | undefined): void {
  const errors = problems.filter((problem) => problem.severity === 'error');
  printProblems(errors, stream);
  printSummary(errors, stream, beginning);
}

/** `2 errors, 1 warning`; `no problems`. */
export function countProblems(problems: readonly Problem[]): string {
  const errors = countOf(problems, 'error');
  const warnings = countOf(problems, 'warning');
  const parts = [
    ...(errors > 0 ? [count(errors, 'error')] : []),
    ...(warnings > 0 ? [count(warnings, 'warning')] : []),
  ];
  return parts.length === 0 ? 'no problems' : parts.join(', ');
}

export function countOf(problems: readonly Problem[], severity: Severity): number {
  return problems.filter((problem) => problem.severity === severity).length;
}

export function hasErrors(problems: readonly Problem[]): boolean {
  return countOf(problems, 'error') > 0;
}
