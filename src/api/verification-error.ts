/** What was asked of a mock does not hold: the message says what was expected, what came, and what comes nearest. */

import type { CheckResult } from '../journal/verify/check.ts';
import { formatResults } from '../journal/verify/index.ts';

export class VerificationError extends Error {
  override readonly name = 'VerificationError';
  /** Of every check, those that hold too. */
  readonly results: readonly CheckResult[];

  constructor(results: readonly CheckResult[], asked: string) {
    super(formatResults(results, asked));
    this.results = results;
  }
}

/** Throws VerificationError when one of them is not met; `asked` is the function that they were asked by. */
export function demandMet(results: readonly CheckResult[], asked: string): void {
  if (results.some(({ isMet }) => !isMet)) throw new VerificationError(results, asked);
}
