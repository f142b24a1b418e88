/** A suite file → its cases in canonical form: defaults merged in, every mistake told, a bad case costing only itself. */

import { basename } from 'node:path';
import { isJsonObject, type Json, type JsonObject } from '../core/json.ts';
import { nearest } from '../core/nearest.ts';
import { pointerKeys } from '../core/pointer.ts';
import type { Place, Report } from '../core/problem.ts';
import type { Removed } from './follow-ups.ts';
import { normalizeClients } from './normalize-client-step.ts';
import { normalizeRequest, normalizeTestSteps, requestKeys, type StepContext } from './normalize-suite-steps.ts';
import type { Document } from './parse.ts';
import type { Located } from './route-spec.ts';
import type { ShapeCheck } from './shape.ts';
import { soundPart } from './sound-part.ts';
import { readDefaults } from './suite-params.ts';
import type { RequestStepSpec, SuiteSpec, TestCaseSpec, TestStepSpec } from './suite-spec.ts';

export interface SuiteContext {
  /** Of `suiteFileSchema`. */
  readonly check: ShapeCheck;
  readonly report: Report;
}

/** Reports every problem; undefined where there is no list of cases. */
export function normalizeSuite(document: Document, { check, report }: SuiteContext): SuiteSpec | undefined {
  const { place } = document;
  if (document.isEmpty) {
    const hint = 'write for example "cases: [ { GET /health: 200 } ]"';
    report(place.problem('empty-suite', 'this suite has no cases', { hint }));
    return undefined;
  }
  const sound = soundPart(document, check, report);
  if (!sound || !isJsonObject(sound.value)) return undefined;
  const { value } = sound;
  const { removed } = sound;
  const outside = removed.filter(({ keys }) => keys[0] !== 'cases' || keys.length === 1);
  const around = judge([], outside, report);
  const ofBefore = judge([], [], around.report);
  const at = (key: string): Located | undefined => located({ value, place }, key);
  const defaults: JsonObject = isJsonObject(value.defaults) ? value.defaults : {};
  const context: StepContext = {
    params: readDefaults(located({ value: defaults, place: place.child('defaults') }, 'params'), around.report),
    isFollowing: defaults.follow === true,
    isConforming: defaults.conform !== false,
    clients: [],
    report: around.report,
  };
  const before = normalizeTestSteps(at('before'), { ...context, report: ofBefore.report });
  const hidesNames = ofBefore.isBroken() || outside.some(({ keys: [first = ''] }) => !GIVING_NO_NAMES.has(first));
  const tags = textsOf(value.tags);
  const written = Array.isArray(value.cases) ? value.cases : [];
  const cases = written.flatMap((item: Json, index) => {
    if (!isJsonObject(item)) return [];
    const own = judge(['cases', String(index)], removed, report);
    const spec = normalizeCase({ value: item, place: place.child('cases', index) }, { ...context, report: own.report });
    return [{ ...spec, tags: [...new Set([...tags, ...spec.tags])], isBroken: hidesNames || own.isBroken() }];
  });
  const suite: SuiteSpec = {
    place,
    name: text(value.suite) ?? basename(place.path).replace(/\.test\.(ya?ml|json)$/, ''),
    vars: at('vars') as Located<JsonObject> | undefined,
    secrets: secretsOf(at('secrets')),
    before,
    after: normalizeTestSteps(at('after'), context),
    cases,
    isBroken: false,
    removed,
  };
  warnDoubtfulSecrets(suite, report);
  warnTwins(cases, report);
  for (const item of cases) warnOnly(item, report);
  return Array.isArray(value.cases) ? { ...suite, isBroken: around.isBroken() } : undefined;
}

/** Keys of a suite without which its cases know as many names as with them; any other, a mistyped one too, may have brought some. */
const GIVING_NO_NAMES: ReadonlySet<string> = new Set(['suite', 'tags', 'secrets', 'defaults', 'after']);

interface Judge {
  readonly report: Report;
  /** True when something of the part was taken out for its shape, or an error was reported of it. */
  isBroken(): boolean;
}

/** Watches over what is reported of a part of the file, and drops what only follows from a mistake that was told already. */
function judge(part: Keys, removed: readonly Removed[], report: Report): Judge {
  const own = removed.filter(({ keys }) => isWithin(keys, part));
  const areUrlDefaultsKnown = !removed.some(({ keys }) => isWithin(keys, URL_DEFAULTS) || isWithin(URL_DEFAULTS, keys));
  let isBroken = own.length > 0;
  return {
    isBroken: () => isBroken,
    report(problem) {
      const { code, origin } = problem;
      const at = pointerKeys(origin.pointer);
      if (code === 'unknown-client' && own.some(({ keys }) => isDeclaringClients(keys.slice(part.length)))) return;
      if (code === 'missing-key' && (!areUrlDefaultsKnown || own.some(({ keys }) => isWithin(keys, at)))) return;
      if (problem.severity === 'error') isBroken = true;
      report(problem);
    },
  };
}

type Keys = readonly string[];

/** `clients`, or one of them. */
function isDeclaringClients(keys: Keys): boolean {
  return keys[0] === 'clients' && keys.length <= 2;
}

const URL_DEFAULTS: Keys = ['defaults', 'params', 'url'];

function isWithin(keys: Keys, above: Keys): boolean {
  return above.every((key, index) => key === keys[index]);
}

function normalizeCase({ value, place }: Located<JsonObject>, around: StepContext): Omit<TestCaseSpec, 'isBroken'> {
  const { report } = around;
  const at = (key: string): Located | undefined => located({ value, place }, key);
  const clients = normalizeClients(at('clients'), around.params, report);
  const context: StepContext = {
    ...around,
    isConforming: typeof value.conform === 'boolean' ? value.conform : around.isConforming,
    // Also those that are not fine: they are declared.
    clients: isJsonObject(value.clients) ? Object.keys(value.clients) : [],
  };
  checkHeads(value, place, report);
  const steps = [
    ...requestKeys(value).flatMap((key) => {
      const request = { name: key, value: value[key] ?? null, place: place.child(key) };
      return normalizeRequest(request, context) ?? [];
    }),
    ...normalizeTestSteps(at('steps'), context),
  ];
  return {
    place,
    name: nameOf(value, place, steps),
    tags: textsOf(value.tags),
    skip: typeof value.skip === 'string' ? value.skip : value.skip === true,
    isOnly: value.only === true,
    rows: at('rows'),
    vars: at('vars') as Located<JsonObject> | undefined,
    clients,
    steps,
    after: normalizeTestSteps(at('after'), context),
    verify: at('verify'),
  };
}

/** One request, or `steps`. */
function checkHeads(value: JsonObject, place: Place, report: Report): void {
  const [head, ...others] = [...requestKeys(value), ...(value.steps === undefined ? [] : ['steps'])];
  if (head === undefined) {
    const hint = 'write for example { GET /health: 200 }';
    report(place.problem('missing-key', 'a case needs a request or "steps"', { hint }));
  }
  for (const other of others) {
    const hint =
      other === 'steps'
        ? `make "${head}" the first of the steps`
        : 'a case has one request: write two cases, or "steps"';
    report(place.child(other).problem('conflicting-keys', `"${other}" stands beside "${head}"`, { part: 'key', hint }));
  }
  if (head === 'steps' && Array.isArray(value.steps) && value.steps.length === 0) {
    report(place.child('steps').problem('wrong-value', '"steps" must not be empty', { part: 'key' }));
  }
}

/** As written, or what is done first. */
function nameOf(value: JsonObject, place: Place, steps: readonly TestStepSpec[]): Located<string> {
  const name = text(value.name);
  if (name !== undefined) return { value: name, place: place.child('name') };
  const [head] = requestKeys(value);
  if (head !== undefined) return { value: head, place };
  const first = steps.find((step): step is RequestStepSpec => step.kind === 'request');
  return { value: first ? `${first.method} ${first.target.value}` : `case on line ${place.origin().line}`, place };
}

function secretsOf(secrets: Located | undefined): readonly Located<string>[] {
  if (!secrets || !Array.isArray(secrets.value)) return [];
  return secrets.value.flatMap((item: Json, index) => ({ value: String(item), place: secrets.place.child(index) }));
}

/** A mistyped secret would be shown. What is declared elsewhere (`--var`, another suite) is not known here. */
function warnDoubtfulSecrets({ secrets, vars, before, cases }: SuiteSpec, report: Report): void {
  if (secrets.length === 0) return;
  const steps = [...before, ...cases.flatMap((item) => item.steps)];
  const known = new Map([
    ['vars', [vars, ...cases.map((item) => item.vars)].flatMap((item) => Object.keys(item?.value ?? {}))],
    ['saved', steps.flatMap((step) => ('save' in step ? step.save.map(({ name }) => name) : []))],
  ]);
  for (const { value, place } of secrets) {
    const [root = '', name = ''] = value.split('.');
    const names = known.get(root) ?? [];
    const meant = names.includes(name) ? undefined : nearest(name, names);
    if (meant === undefined) continue;
    const hint = `did you mean "${root}.${meant}"?`;
    report(place.problem('doubtful-name', `there is no "${root}.${name}" in this suite`, { hint }));
  }
}

/** Cases without a name of their own are told apart by their lines. */
function warnTwins(cases: readonly TestCaseSpec[], report: Report): void {
  const first = new Map<string, Place>();
  for (const { name, place } of cases) {
    if (name.place === place) continue;
    const twin = first.get(name.value);
    if (!twin) {
      first.set(name.value, name.place);
      continue;
    }
    report(
      name.place.problem('duplicate-case', `two cases are called "${name.value}"`, {
        hint: 'give each a name of its own',
        related: [{ message: 'the first is here', origin: twin.origin() }],
      }),
    );
  }
}

function warnOnly({ isOnly, place }: TestCaseSpec, report: Report): void {
  if (!isOnly) return;
  const hint = 'drop it when this case is done';
  report(place.child('only').problem('only-case', 'cases without "only" do not run', { part: 'key', hint }));
}

function located({ value, place }: Located, key: string): Located | undefined {
  const found = isJsonObject(value) ? value[key] : undefined;
  return found === undefined ? undefined : { value: found, place: place.child(key) };
}

function text(value: Json | undefined): string | undefined {
  return typeof value === 'string' ? value : undefined;
}

/** Without the holes that items of a wrong shape have left. */
function textsOf(value: Json | undefined): readonly string[] {
  return Array.isArray(value) ? value.filter((item: Json) => typeof item === 'string') : [];
}
