/** What suites are compiled with. */

import type { Snapshot } from '../../compile/snapshot.ts';
import type { SchemaLibrary } from '../../core/kind.ts';
import type { Report } from '../../core/problem.ts';
import type { LoadedFile } from '../../spec/load.ts';
import type { SuiteSpec } from '../../spec/suite-spec.ts';

export interface SuiteContext {
  readonly report: Report;
  /** Every suite that `use` may name, by absolute path; undefined for a file that is no suite as a whole. */
  readonly specs: ReadonlyMap<string, SuiteSpec | undefined>;
  readonly schemas: SchemaLibrary;
  /** Whose routes `verify` names; without one it is left out. */
  readonly snapshot: Snapshot | undefined;
  /** A file with rows, by absolute path; undefined where there is none. */
  rowsFile(path: string): LoadedFile | undefined;
  /** True when a file that is sent is there, by absolute path. */
  exists(path: string): boolean;
  /** Names that `--var` gives. */
  readonly givenVars: readonly string[];
}
