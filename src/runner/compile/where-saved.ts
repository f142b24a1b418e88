/** Where the values of a suite are saved, for who uses one where it is not known. */

import type { SuiteSpec, TestCaseSpec, TestStepSpec } from '../../spec/suite-spec.ts';

export interface WhereSaved {
  /** Seen from a case; `isForeign` when another file uses it, where `before` does not run. */
  from(testCase: TestCaseSpec | undefined, isForeign: boolean): (name: string) => string | undefined;
}

interface SavedAt {
  readonly line: number;
  /** Undefined for the suite's own steps. */
  readonly testCase: TestCaseSpec | undefined;
}

export function findSaved({ before, after, cases }: SuiteSpec): WhereSaved {
  const found = new Map<string, SavedAt[]>();
  const add = (steps: readonly TestStepSpec[], testCase: TestCaseSpec | undefined): void => {
    for (const { name, place } of steps.flatMap((step) => ('save' in step ? step.save : []))) {
      const all = found.get(name) ?? [];
      all.push({ line: place.origin().line, testCase });
      found.set(name, all);
    }
  };
  add(before, undefined);
  add(after, undefined);
  for (const testCase of cases) add([...testCase.steps, ...testCase.after], testCase);
  return {
    from: (testCase, isForeign) => (name) => {
      const places = found.get(name) ?? [];
      const own = places.find((place) => place.testCase === testCase);
      if (own) return `it is saved on line ${own.line}, after this`;
      const [first] = places;
      if (!first) return undefined;
      if (first.testCase) {
        const { value } = first.testCase.name;
        return `it is saved in the case "${value}" on line ${first.line}: begin with { use: "#${value}" }`;
      }
      return isForeign
        ? `"before" saves it on line ${first.line}, and does not run when another file uses this case`
        : `it is saved on line ${first.line}, after this`;
    },
  };
}
