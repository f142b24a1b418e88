/** Which cases a run is about: those that are chosen, and of them only the `only` ones where there are any. */

import type { CompiledSuite, TestCase } from './compiled-suite.ts';

/** Suites with the cases that are left, those without any left out. `only` counts among all suites. */
export function selectSuites(
  suites: readonly CompiledSuite[],
  select: (testCase: TestCase) => boolean = () => true,
): readonly CompiledSuite[] {
  const chosen = suites.map((suite) => ({ ...suite, cases: suite.cases.filter(select) }));
  const isAnyOnly = chosen.some(({ cases }) => cases.some(({ isOnly }) => isOnly));
  const left = isAnyOnly
    ? chosen.map((suite) => ({ ...suite, cases: suite.cases.filter(({ isOnly }) => isOnly) }))
    : chosen;
  return left.filter(({ cases }) => cases.length > 0);
}

/** Reported cases: each row is one. */
export function countCases(suites: readonly Pick<CompiledSuite, 'cases'>[]): number {
  return suites.reduce((sum, { cases }) => sum + cases.reduce((rows, item) => rows + (item.rows?.length ?? 1), 0), 0);
}
