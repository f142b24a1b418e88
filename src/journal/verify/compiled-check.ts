/** A check ready to be asked: it counts entries as they come, and says what came of it. */

import type { Scope } from '../../core/runtime.ts';
import type { Entry } from '../entry.ts';
import type { Numbered } from '../journal.ts';
import type { CheckResult } from './check.ts';

export interface Check {
  /** Where it is written: `goods.test.yaml:30`. */
  readonly at: string;
  /** How long it is waited for; 0 where it has to hold now. */
  readonly withinMs: number;
  /** True of a check that holds without any request (`times: 0`): it has to hold for all of `withinMs`. */
  readonly isWatched: boolean;
  /** A count that begins at nothing. `given` are further names of expressions, such as `row` and `saved` of a suite. */
  start(given?: Scope): Tally;
}

/** What one check has seen so far. */
export interface Tally {
  /** True while it holds. */
  readonly isMet: boolean;
  /** True once nothing that may still come can make it hold. */
  readonly isLost: boolean;
  /** From the oldest to the youngest. */
  take(numbered: Numbered): void;
  result(evidence: Evidence): CheckResult;
}

/** What a result may say of the requests: where a check does not hold, the nearest are looked for. */
export interface Evidence {
  /** Those that were taken, once more. */
  entries(): Iterable<Numbered>;
  /** Takes what is masked of an entry out of a text about it. */
  conceal(entry: Entry): (text: string) => string;
}
