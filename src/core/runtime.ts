/** What functions of an expression reach outside their arguments for: clock, randomness, invented data, counters. */

import type { Random } from './random.ts';

export interface Runtime {
  /** Milliseconds since the epoch; the same for one exchange. */
  readonly now: number;
  readonly random: Random;
  /** faker's locale, such as `en` or `zh_CN`. */
  readonly locale: string;
  /** The next number of a named counter: 1, 2, 3 … */
  nextCount(name: string): number;
}

/** The values that an expression sees, by name. */
export type Scope = { readonly [name: string]: unknown };
