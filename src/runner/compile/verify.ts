/** `verify` of a case: checks of what the mock received, which see what the case saw. */

import { requestNames } from '../../compile/names.ts';
import type { Snapshot } from '../../compile/snapshot.ts';
import type { SchemaLibrary } from '../../core/kind.ts';
import type { NameTable } from '../../core/names.ts';
import type { Report } from '../../core/problem.ts';
import type { Scope } from '../../core/runtime.ts';
import { compileChecks } from '../../journal/verify/compile-checks.ts';
import type { Check } from '../../journal/verify/index.ts';
import type { Located } from '../../spec/route-spec.ts';

export interface VerifyContext {
  /** What expressions of the case may use. */
  readonly names: NameTable;
  readonly snapshot: Snapshot;
  readonly schemas: SchemaLibrary;
  readonly report: Report;
}

/** Undefined when a problem was reported. */
export function compileVerify(
  { value, place }: Located,
  { names, snapshot, schemas, report }: VerifyContext,
): readonly Check[] | undefined {
  const given = new Map([...names].filter(([name]) => isGiven(name)));
  const checks = compileChecks(value, place, { snapshot, given, schemas, report });
  return checks?.map((check) => ({ ...check, start: (scope = {}) => check.start(givenOf(scope)) }));
}

/** A condition is about the request: its body is `body`, whatever was answered last or saved under that name. */
function isGiven(name: string): boolean {
  return name === 'vars' || name === 'env' || !REQUEST_NAMES.has(name);
}

const REQUEST_NAMES: ReadonlySet<string> = new Set([...requestNames().keys(), 'status', 'time']);

function givenOf(scope: Scope): Scope {
  return Object.fromEntries(Object.entries(scope).filter(([name]) => isGiven(name)));
}
