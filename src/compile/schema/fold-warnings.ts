/** Many warnings of one kind told as a few: a contract that came out of a generator has each mistake hundreds of times. */

import type { Problem } from '../../core/problem.ts';

/** So many of a kind are told on their lines. */
const MAX_TOLD = 5;

/** The first of each kind in each file, the last of them with how many more there are; errors stay as they are. */
export function foldWarnings(problems: readonly Problem[]): readonly Problem[] {
  const counts = new Map<string, number>();
  for (const problem of problems) counts.set(kindOf(problem), (counts.get(kindOf(problem)) ?? 0) + 1);
  const told = new Map<string, number>();
  return problems.flatMap((problem) => {
    const kind = kindOf(problem);
    if (problem.severity === 'error') return [problem];
    const nth = (told.get(kind) ?? 0) + 1;
    told.set(kind, nth);
    const more = (counts.get(kind) ?? 0) - MAX_TOLD;
    if (nth > MAX_TOLD) return [];
    return nth === MAX_TOLD && more > 0
      ? [{ ...problem, message: `${problem.message} (and ${more} more of this kind)` }]
      : [problem];
  });
}

/** Messages are of one kind that differ in quoted words, numbers and places only; of mismatches all are. */
function kindOf({ code, severity, message, origin }: Problem): string {
  const kind = code === 'schema-mismatch' ? '' : message.replace(/"[^"]*"|\d+/g, '…');
  return `${severity} ${code} ${origin.file} ${kind}`;
}
