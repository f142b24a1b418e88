/** `vars`: values that a suite or a case brings, each made of those before it. */

import { knownValue } from '../../compile/names.ts';
import type { JsonObject } from '../../core/json.ts';
import { ANYTHING, type Known } from '../../core/names.ts';
import type { Report } from '../../core/problem.ts';
import type { Runtime, Scope } from '../../core/runtime.ts';
import { compileTemplate, type Template } from '../../expression/index.ts';
import type { Located, Named } from '../../spec/route-spec.ts';
import type { Vars } from '../compiled-suite.ts';
import { earlyNames } from './step-names.ts';

export interface VarsPlan {
  /** What expressions may say of `vars`, those from outside included. */
  readonly known: Known;
  readonly names: readonly string[];
  /** Those of `scope.vars` with these over them, and `given` over all. Throws ExpressionError. */
  evaluate(scope: Scope, runtime: Runtime, given?: Vars): Vars;
}

export interface VarsContext {
  /** What is known of the vars around them. */
  readonly outer: Known;
  readonly row: Known | undefined;
  /** Names that may be given anything from outside: by `--var`, by `with`. */
  readonly given: readonly string[];
  readonly report: Report;
}

/** Reports problems; what is wrong is known all the same, so that it is told once. */
export function compileVars(written: Located<JsonObject> | undefined, context: VarsContext): VarsPlan {
  const { outer, row, given, report } = context;
  const members = new Map<string, Known>([...(outer.members ?? []), ...given.map((name) => [name, ANYTHING] as const)]);
  const entries: Entry[] = [];
  for (const { name, value, place } of entriesOf(written)) {
    const vars: Known = { members: new Map(members), unknownMember: 'error' };
    const template = compileTemplate(value, place, earlyNames({ vars, row, report }, '"vars" are made'));
    if (template) entries.push({ name, template });
    members.set(name, given.includes(name) ? ANYTHING : knownValue(value));
  }
  return {
    known: { members, unknownMember: 'error' },
    names: entriesOf(written).map(({ name }) => name),
    evaluate: (scope, runtime, over = {}) => evaluateVars(entries, { scope, runtime, over }),
  };
}

interface Entry {
  readonly name: string;
  readonly template: Template;
}

function evaluateVars(
  entries: readonly Entry[],
  { scope, runtime, over }: { readonly scope: Scope; readonly runtime: Runtime; readonly over: Vars },
): Vars {
  let vars: Vars = { ...(scope.vars as Vars | undefined), ...over };
  for (const { name, template } of entries) {
    const value = Object.hasOwn(over, name) ? over[name] : template.render({ ...scope, vars }, runtime);
    vars = Object.fromEntries([...Object.entries(vars), [name, value]]);
  }
  return vars;
}

function entriesOf(written: Located<JsonObject> | undefined): readonly Named[] {
  if (!written) return [];
  return Object.entries(written.value).map(([name, value]) => ({ name, value, place: written.place.child(name) }));
}
