/** Suites as they were read → suites ready to run, and every problem. */

import type { Problem, Report } from '../../core/problem.ts';
import { withoutFollowUps } from '../../spec/follow-ups.ts';
import type { SuiteSpec, UseStepSpec } from '../../spec/suite-spec.ts';
import type { CompiledSuite, SecretPath } from '../compiled-suite.ts';
import { type CaseCompiler, createCaseCompiler, type Root } from './cases.ts';
import { createStepNames } from './step-names.ts';
import { compileTestSteps, type StepsContext } from './steps.ts';
import type { SuiteContext } from './suite-context.ts';

/**
 * `specs` are those to run, in this order. A case with an error is left out, and so is a suite with one outside of its
 * cases: every problem is reported once.
 */
export function compileSuites(specs: readonly SuiteSpec[], context: SuiteContext): readonly CompiledSuite[] {
  const told = { ...context, report: withoutFollowUpsOf(specs, once(context.report)) };
  const compiler = createCaseCompiler(told);
  return specs.flatMap((spec) => compileSuite(spec, told, compiler) ?? []);
}

function compileSuite(spec: SuiteSpec, context: SuiteContext, compiler: CaseCompiler): CompiledSuite | undefined {
  const { place, name, cases } = spec;
  let isFine = !spec.isBroken;
  const report: Report = (problem) => {
    // A part was taken out: a name that is not known may be of that part.
    if (spec.isBroken && problem.code === 'unknown-name') return;
    if (problem.severity === 'error') isFine = false;
    context.report(problem);
  };
  const unit = compiler.unit(spec, report);
  const names = createStepNames({
    vars: unit.vars.known,
    row: undefined,
    whereSaved: unit.whereSaved.from(undefined, false),
    report,
  });
  const steps: StepsContext = {
    names,
    schemas: context.schemas,
    exists: context.exists,
    use(step: UseStepSpec) {
      const root: Root = { spec, saved: new Set(names.saved) };
      return compiler.use(step, { unit, ownVars: new Set(), names, root, report });
    },
  };
  const before = compileTestSteps(spec.before, steps);
  const root: Root = { spec, saved: new Set(names.saved) };
  const tests = cases.flatMap((testCase) => compiler.compile(testCase, unit, root).test ?? []);
  const after = compileTestSteps(spec.after, steps);
  if (!isFine || !before || !after) return undefined;
  return {
    name,
    file: place.file,
    path: place.path,
    origin: place.origin(),
    vars: unit.vars.evaluate,
    secrets: spec.secrets.flatMap(({ value }): readonly SecretPath[] => {
      const [first = '', ...keys] = value.split('.');
      return [[first, ...keys]];
    }),
    before,
    after,
    cases: tests,
  };
}

/** Where something was taken out of a suite, its own problems may only miss that. */
function withoutFollowUpsOf(specs: readonly SuiteSpec[], report: Report): Report {
  const byFile = new Map(specs.map(({ place, removed }) => [place.file, withoutFollowUps(removed, report)]));
  return (problem) => (byFile.get(problem.origin.file) ?? report)(problem);
}

/** A case that others use is compiled for each of them. */
function once(report: Report): Report {
  const told = new Set<string>();
  return (problem: Problem) => {
    const { code, message, origin } = problem;
    const key = `${origin.file}:${origin.line}:${origin.column} ${code} ${message}`;
    if (told.has(key)) return;
    told.add(key);
    report(problem);
  };
}
