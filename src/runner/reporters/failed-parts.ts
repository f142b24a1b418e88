/** What of a suite has something to tell: `before`, the cases that failed by themselves, `after`. */

import type { Failure, SuiteResult } from '../result.ts';

export interface FailedPart {
  /** A case's name, `before` or `after`. */
  readonly name: string;
  readonly failures: readonly Failure[];
}

/** In the order in which they ran; cases that only `before` has failed are told by `before`. */
export function failedParts({ before, cases, after }: SuiteResult): readonly FailedPart[] {
  return [
    ...(before.length > 0 ? [{ name: 'before', failures: before }] : []),
    ...cases.filter((result) => result.failures.length > 0),
    ...(after.length > 0 ? [{ name: 'after', failures: after }] : []),
  ];
}
