/** Cases of suites, compiled when they are run and when they are used; each once for what it begins with. */

import type { Known } from '../../core/names.ts';
import { nearest } from '../../core/nearest.ts';
import type { Report } from '../../core/problem.ts';
import type { Runtime, Scope } from '../../core/runtime.ts';
import { compileTemplate, compileText, type Template } from '../../expression/index.ts';
import type { SuiteSpec, TestCaseSpec, UseStepSpec } from '../../spec/suite-spec.ts';
import type { TestCase, TestClient, TestStep, UseStep, Vars } from '../compiled-suite.ts';
import { compileClient } from './client-steps.ts';
import { compileRows } from './rows.ts';
import { createStepNames, earlyNames, type StepNames } from './step-names.ts';
import { compileTestSteps } from './steps.ts';
import type { SuiteContext } from './suite-context.ts';
import { findGiven, findUsed } from './use.ts';
import { compileVars, type VarsPlan } from './vars.ts';
import { compileVerify } from './verify.ts';
import { findSaved, type WhereSaved } from './where-saved.ts';

/** A suite while its cases are compiled. */
export interface SuiteUnit {
  readonly spec: SuiteSpec;
  readonly vars: VarsPlan;
  readonly whereSaved: WhereSaved;
}

/** Where a case runs: in a suite, behind its `before`. */
export interface Root {
  readonly spec: SuiteSpec;
  /** What `before` has saved until then. */
  readonly saved: ReadonlySet<string>;
}

export interface CompiledCase {
  /** Undefined when it cannot be run; why was reported. */
  readonly test: TestCase | undefined;
  /** As far as it is known. */
  readonly names: StepNames;
}

export interface CaseCompiler {
  /** Its problems go to the first who asks. */
  unit(spec: SuiteSpec, report: Report): SuiteUnit;
  compile(testCase: TestCaseSpec, unit: SuiteUnit, root: Root): CompiledCase;
  /** A step of `user` that uses another case; undefined for one of the suite's own steps. */
  use(step: UseStepSpec, user: User): UseStep | undefined;
}

/** Whose step uses a case. */
export interface User {
  readonly unit: SuiteUnit;
  /** Names of its `vars` that are not the suite's. */
  readonly ownVars: ReadonlySet<string>;
  readonly names: StepNames;
  readonly root: Root;
  readonly report: Report;
}

export function createCaseCompiler(context: SuiteContext): CaseCompiler {
  const { specs, schemas, exists, givenVars } = context;
  const givenTo = findGiven(specs);
  const units = new Map<SuiteSpec, SuiteUnit>();
  const known = new Map<Root, Map<TestCaseSpec, CompiledCase & UsedParts>>();
  const open: TestCaseSpec[] = [];
  return { unit: unitOf, compile: compileOnce, use };

  function unitOf(spec: SuiteSpec, report: Report): SuiteUnit {
    const unit = units.get(spec) ?? {
      spec,
      vars: compileVars(spec.vars, { outer: NO_VARS, row: undefined, given: givenVars, report }),
      whereSaved: findSaved(spec),
    };
    units.set(spec, unit);
    return unit;
  }

  function compileOnce(testCase: TestCaseSpec, unit: SuiteUnit, root: Root): CompiledCase & UsedParts {
    const ofRoot = known.get(root) ?? new Map<TestCaseSpec, CompiledCase & UsedParts>();
    known.set(root, ofRoot);
    const found = ofRoot.get(testCase);
    if (found) return found;
    open.push(testCase);
    const compiled = compileCase(testCase, unit, root);
    open.pop();
    ofRoot.set(testCase, compiled);
    return compiled;
  }

  function compileCase(testCase: TestCaseSpec, unit: SuiteUnit, root: Root): CompiledCase & UsedParts {
    const { isFine, report } = watched(testCase, context.report);
    const isForeign = root.spec !== unit.spec;
    const rows = testCase.rows && compileRows(testCase.rows, { ...context, report });
    const row = testCase.rows && (rows?.known ?? ANY_COLUMN);
    const given = givenTo(testCase);
    const vars = compileVars(testCase.vars, { outer: unit.vars.known, row, given: [...givenVars, ...given], report });
    const around = { vars: vars.known, row, whereSaved: unit.whereSaved.from(testCase, isForeign), report };
    const names = createStepNames(around, isForeign ? [] : root.saved);
    const ownVars = new Set([...vars.names, ...given]);
    const inside = {
      names,
      schemas,
      exists,
      use: (step: UseStepSpec) => use(step, { unit, ownVars, names, root, report }),
    };
    const name = compileName(testCase, { vars: vars.known, row, report });
    const steps = compileTestSteps(testCase.steps, inside);
    const { snapshot } = context;
    const verify =
      testCase.verify && snapshot
        ? compileVerify(testCase.verify, { names: names.asked().names, snapshot, schemas, report })
        : [];
    const clients = testCase.clients.map((client) => compileClient(client, names));
    const after = compileTestSteps(testCase.after, inside);
    const parts = { steps, after, clients: all(clients), vars };
    const isWhole = isFine() && (rows || !testCase.rows) && name && verify;
    if (!isWhole || !parts.steps || !parts.after || !parts.clients) return { test: undefined, names, parts };
    return {
      names,
      parts,
      test: {
        origin: originOf(testCase),
        title: testCase.name.value,
        name,
        tags: testCase.tags,
        skip: testCase.skip,
        isOnly: testCase.isOnly,
        rows: rows?.values,
        vars: vars.evaluate,
        clients: parts.clients,
        steps: parts.steps,
        after: parts.after,
        verify,
        verifyOrigin: testCase.verify?.place.origin(),
      },
    };
  }

  function use(step: UseStepSpec, user: User): UseStep | undefined {
    const { names, report, root } = user;
    const given = step.with.map(({ name, value, place }) => {
      const template = compileTemplate(value, place, names.asked());
      return template && { name, template };
    });
    const used = findUsed(step, specs, report);
    if (!used || reportUnusable(step, used.testCase, report)) return undefined;
    const unit = unitOf(used.suite, context.report);
    const { test, parts, names: known } = compileOnce(used.testCase, unit, root);
    warnDoubtfulGiven(step, [...unit.vars.names, ...parts.vars.names, ...givenVars], report);
    for (const name of known.saved) names.noteSaved(name);
    if (known.isAnswered) names.noteAnswer();
    const values = all(given);
    if (!test || !values) return undefined;
    const { clients, steps, after } = test;
    const title = `${step.file ?? ''}#${step.caseName}`;
    const vars = usedVars({ unit, own: parts.vars, given: values, user });
    return { kind: 'use', origin: step.place.origin(), title, clients, steps, after, vars };
  }

  /** True, and told, of a case that cannot be used at all. */
  function reportUnusable({ place, caseName }: UseStepSpec, testCase: TestCaseSpec, report: Report): boolean {
    const loop = open.indexOf(testCase);
    if (loop >= 0) {
      const names = [...open.slice(loop), testCase].map(({ name }) => `"${name.value}"`);
      const message =
        names.length === 2 ? `"${caseName}" uses itself` : `these cases use each other: ${names.join(' → ')}`;
      report(place.problem('use-loop', message, { hint: 'move what both need into a case of its own' }));
      return true;
    }
    if (!testCase.rows) return false;
    const hint = 'move its steps into a case without rows, and use that with { with: { … } }';
    const related = [{ message: 'they are here', origin: testCase.rows.place.origin() }];
    report(place.problem('wrong-value', `the case "${caseName}" has rows: it is many cases`, { hint, related }));
    return true;
  }
}

const NO_VARS: Known = { unknownMember: 'error' };
/** Of a file that could not be read. */
const ANY_COLUMN: Known = { unknownMember: 'allow' };

/** What a case is made of, where it is used. */
interface UsedParts {
  readonly parts: {
    readonly vars: VarsPlan;
    readonly steps: readonly TestStep[] | undefined;
    readonly after: readonly TestStep[] | undefined;
    readonly clients: readonly TestClient[] | undefined;
  };
}

/** In a case of which a part was taken out, a name that is not known may be of that part. */
function watched(testCase: TestCaseSpec, report: Report): { readonly report: Report; isFine(): boolean } {
  let isFine = !testCase.isBroken;
  return {
    isFine: () => isFine,
    report(problem) {
      if (testCase.isBroken && problem.code === 'unknown-name') return;
      if (problem.severity === 'error') isFine = false;
      report(problem);
    },
  };
}

interface NameContext {
  readonly vars: Known;
  readonly row: Known | undefined;
  readonly report: Report;
}

/** A case without a name of its own is called as it is written, as far as its expressions are not known before it runs. */
function compileName({ name, place }: TestCaseSpec, context: NameContext): TestCase['name'] | undefined {
  const isOwn = name.place !== place;
  const names = earlyNames(isOwn ? context : { ...context, report: () => {} }, 'the name is made');
  const text = compileText(name.value, name.place, names);
  if (text) return text.render;
  return isOwn ? undefined : () => name.value;
}

function originOf({ place, name }: Pick<TestCaseSpec, 'place' | 'name'>): TestCase['origin'] {
  return (name.place === place ? place : name.place).origin();
}

/** A name that the case does not have is no mistake as long as it is not nearly one that it has. */
function warnDoubtfulGiven(step: UseStepSpec, names: readonly string[], report: Report): void {
  for (const { name, place } of step.with) {
    const meant = names.includes(name) ? undefined : nearest(name, names);
    if (meant === undefined) continue;
    const message = `the case "${step.caseName}" has no "${name}" in its "vars"`;
    report(place.problem('doubtful-name', message, { part: 'key', hint: `did you mean "${meant}"?` }));
  }
}

interface UsedVars {
  readonly unit: SuiteUnit;
  readonly own: VarsPlan;
  readonly given: readonly { readonly name: string; readonly template: Template }[];
  readonly user: Pick<User, 'unit' | 'ownVars'>;
}

function usedVars({ unit, own, given, user }: UsedVars): UseStep['vars'] {
  // Within one suite its vars are those of this run: some are random.
  const kept = unit === user.unit ? unit.vars.names.filter((name) => !user.ownVars.has(name)) : [];
  return (scope: Scope, runtime: Runtime, over: Vars = {}) => {
    const outer = (scope.vars ?? {}) as Vars;
    const values = Object.fromEntries(given.map(({ name, template }) => [name, template.render(scope, runtime)]));
    const fresh: Scope = { env: scope.env };
    const known = Object.fromEntries(
      kept.filter((name) => Object.hasOwn(outer, name)).map((name) => [name, outer[name]]),
    );
    const vars = unit.vars.evaluate(fresh, runtime, { ...known, ...over });
    return own.evaluate({ ...fresh, vars }, runtime, { ...over, ...values });
  };
}

function all<T>(items: readonly (T | undefined)[]): readonly T[] | undefined {
  return items.every((item) => item !== undefined) ? (items as readonly T[]) : undefined;
}
