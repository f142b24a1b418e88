/** `use`: the case that is meant, in this file or another. */

import { basename, dirname, relative, resolve } from 'node:path';
import { nearest } from '../../core/nearest.ts';
import type { Report } from '../../core/problem.ts';
import type { SuiteSpec, TestCaseSpec, TestStepSpec, UseStepSpec } from '../../spec/suite-spec.ts';
import type { SuiteContext } from './suite-context.ts';

export interface UsedCase {
  readonly suite: SuiteSpec;
  readonly testCase: TestCaseSpec;
}

/** Undefined when a problem was reported, of a file that is no suite by whoever has read it. */
export function findUsed(step: UseStepSpec, specs: SuiteContext['specs'], report: Report): UsedCase | undefined {
  const { place, caseName, file } = step;
  const path = pathOf(step);
  const suite = specs.get(path);
  if (!suite) {
    if (!specs.has(path)) {
      const folder = dirname(place.path);
      const names = [...specs.keys()].map((known) => relative(folder, known).replaceAll('\\', '/'));
      const meant = nearest(file ?? '', names);
      const hint =
        meant === undefined ? 'a relative name starts at the folder of this file' : `did you mean "${meant}"?`;
      const length = file?.length ?? 0;
      report(place.problem('file-not-found', `there is no file "${file}"`, { offset: 0, length, hint }));
    }
    return undefined;
  }
  const testCase = suite.cases.find(({ name }) => name.value.trim() === caseName);
  if (testCase) return { suite, testCase };
  const names = suite.cases.map(({ name }) => name.value);
  const meant = nearest(caseName, names);
  const where = file === undefined ? 'this file' : basename(path);
  report(
    place.problem('unknown-case', `there is no case "${caseName}" in ${where}`, {
      offset: (file?.length ?? 0) + 1,
      length: caseName.length,
      hint: meant === undefined ? listHint(names) : `did you mean "${meant}"?`,
    }),
  );
  return undefined;
}

const MOST_LISTED = 5;

function listHint(names: readonly string[]): string | undefined {
  if (names.length === 0) return undefined;
  const shown = names.slice(0, MOST_LISTED).map((name) => `"${name}"`);
  return `it has ${shown.join(', ')}${names.length > MOST_LISTED ? ' …' : ''}`;
}

/** Absolute, of the suite that is meant. */
export function pathOf({ file, place }: UseStepSpec): string {
  return file === undefined ? place.path : resolve(dirname(place.path), file);
}

/** Names that any `with` of any suite gives to a case. */
export function findGiven(specs: SuiteContext['specs']): (testCase: TestCaseSpec) => ReadonlySet<string> {
  const given = new Map<TestCaseSpec, Set<string>>();
  for (const suite of specs.values()) {
    for (const step of suite ? usesOf(suite) : []) {
      const used = step.with.length > 0 ? findUsed(step, specs, () => {}) : undefined;
      if (!used) continue;
      const names = given.get(used.testCase) ?? new Set();
      for (const { name } of step.with) names.add(name);
      given.set(used.testCase, names);
    }
  }
  return (testCase) => given.get(testCase) ?? NONE;
}

const NONE: ReadonlySet<string> = new Set();

function usesOf({ before, after, cases }: SuiteSpec): readonly UseStepSpec[] {
  const steps: readonly TestStepSpec[] = [
    ...before,
    ...after,
    ...cases.flatMap((testCase) => [...testCase.steps, ...testCase.after]),
  ];
  return steps.filter((step) => step.kind === 'use');
}
