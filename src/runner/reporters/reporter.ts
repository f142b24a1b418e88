/** What tells a run: a reporter gets results as they come and gives back text; where it is written is not its business. */

import type { CaseResult, RunResult, SuiteResult } from '../result.ts';

export type ReporterName = 'pretty' | 'plain' | 'junit' | 'tap' | 'json' | 'html' | 'github';

export interface Reporter {
  readonly name: ReporterName;
  /** For `--help`: a few words. */
  readonly summary: string;
  /** For one run: a Reporting keeps count. */
  create(options: ReporterOptions): Reporting;
}

export interface ReporterOptions {
  /** Of mockapi. */
  readonly version: string;
  readonly isColoured: boolean;
  /** Of the terminal; undefined where there is none. */
  readonly columns: number | undefined;
  /** A line may be drawn again. */
  readonly isTerminal: boolean;
}

export interface RunPlan {
  readonly suites: number;
  readonly cases: number;
  /** Undefined for the mock. */
  readonly target: string | undefined;
}

/** Text to be written as it comes, in this order; '' for nothing. `onSuite` is told of every suite that `end` has, also of one cut short. */
export interface Reporting {
  onStart?(plan: RunPlan): string;
  onCase?(result: CaseResult): string;
  /** After the cases of the suite; cases of other suites may be in between. */
  onSuite?(result: SuiteResult): string;
  end(result: RunResult): string;
}
