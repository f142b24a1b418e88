/** The example project, compiled once for all tests of documents. */

import { createCompiler } from '../../../src/compile/project.ts';
import type { Snapshot } from '../../../src/compile/snapshot.ts';
import { createLoader } from '../../../src/spec/load.ts';
import { snapshotOf } from '../../compile/support.ts';

let snapshot: Snapshot | undefined;

export function lessons(): Snapshot {
  const cwd = process.cwd();
  const compiler = createCompiler({ env: {}, flags: {}, isStrict: false, cwd });
  snapshot ??= snapshotOf(compiler.compile(createLoader({ paths: ['routes.d'], cwd }).load()));
  return snapshot;
}
