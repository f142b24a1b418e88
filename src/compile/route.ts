/** A route in canonical form → a route ready to answer. */

import type { BodyMode, Exchange } from '../core/exchange.ts';
import type { Issue } from '../core/issue.ts';
import type { JsonObject, JsonSchema } from '../core/json.ts';
import type { CompiledSource, ParamError, SchemaLibrary, SourceKind } from '../core/kind.ts';
import type { NameTable } from '../core/names.ts';
import type { RawHeaders } from '../core/plan.ts';
import type { Problem, Report } from '../core/problem.ts';
import { PARAM_SOURCES, type ParamSource } from '../core/source.ts';
import type { AnswerKind } from '../kinds/answer/index.ts';
import type { CaseSpec, RouteSpec } from '../spec/route-spec.ts';
import { type AnswerContext, compileAnswer, type ResponsePromise } from './answer.ts';
import type { Admission, CompiledCase, CompiledRoute, Constants, ParameterInfo } from './compiled-route.ts';
import { compileWhen } from './condition.ts';
import { type Envelope, envelopeKey, mergeEnvelope } from './envelope.ts';
import { envelopeNames, routeNames } from './names.ts';
import { compileGeneralRefusals, compileRefusals, type GeneralRefusals } from './refusals.ts';
import { requestFacts } from './request-facts.ts';

/** What a spec may name. */
export interface Kinds {
  readonly sources: Readonly<Record<ParamSource, SourceKind>>;
  readonly answers: readonly AnswerKind[];
}

export interface RouteContext {
  readonly report: Report;
  readonly kinds: Kinds;
  readonly schemas: SchemaLibrary;
  readonly env: JsonObject;
  exists(path: string): boolean;
  readonly isStrict: boolean;
  /** True when answers carry `x-mockapi-route`. */
  readonly sendsRoute: boolean;
  /** General refusals by envelope: many routes share one. */
  readonly refusals: Map<string, SharedRefusals>;
}

export interface SharedRefusals {
  readonly refusals: GeneralRefusals | undefined;
  /** Told to each route that shares them: what is wrong is wrong for all of them. */
  readonly problems: readonly Problem[];
}

/** Reports every problem of the route; undefined when it cannot be served. */
export function compileRoute(spec: RouteSpec, context: RouteContext): CompiledRoute | undefined {
  let isFine = true;
  const report: Report = (problem) => {
    if (problem.severity === 'error') isFine = false;
    context.report(problem);
  };
  const inside = { ...context, report };
  const sources = compileSources(spec, inside);
  const names = routeNames(
    new Map([...sources].map(([name, source]) => [name, source.known])),
    spec.pattern.params,
    spec.vars,
  );
  const promises = resolvePromises(spec, inside);
  const cases = spec.cases.flatMap((item) => compileCase(item, spec, names, promises, inside) ?? []);
  const refusals = routeRefusals(spec, sources, inside);
  const mode = bodyMode(spec, report);
  const origin = spec.place.origin({ part: 'key' });
  if (!isFine || !refusals || cases.length === 0) return undefined;

  const uses = new Set(cases.flatMap((item) => [...item.uses]));
  const [only] = cases;
  const constants: Constants = {
    route: { name: spec.name, path: spec.pattern.path, tags: spec.tags },
    env: context.env,
    vars: spec.vars,
  };
  const isLiteral =
    sources.size === 0 && cases.length === 1 && only?.when === undefined && only?.planner.constant !== undefined;
  const id = `${spec.method} ${spec.pattern.path}`;
  return {
    id,
    method: spec.method,
    path: spec.pattern.path,
    pattern: spec.pattern,
    name: spec.name,
    summary: spec.summary,
    description: spec.description,
    isDeprecated: spec.isDeprecated,
    tags: spec.tags,
    place: spec.place,
    origin,
    at: `${origin.file}:${origin.line}`,
    parameters: parameterInfos(spec),
    body: mode,
    literal: isLiteral ? only?.planner : undefined,
    cases,
    refusals,
    constants,
    admit: compileAdmit(sources, uses, constants, inside.kinds.sources),
  };
}

function compileSources(spec: RouteSpec, context: RouteContext): ReadonlyMap<ParamSource, CompiledSource> {
  const compiled = new Map<ParamSource, CompiledSource>();
  for (const name of PARAM_SOURCES) {
    const kind = context.kinds.sources[name];
    const declared = spec.params[name];
    const source =
      declared && kind.compile(declared, { report: context.report, schemas: context.schemas, coerce: spec.coerce });
    if (source) compiled.set(name, source);
  }
  return compiled;
}

/** `body` takes JSON, `form` alone either form type, `file` multipart. */
function bodyMode(spec: RouteSpec, report: Report): BodyMode {
  const { body, form, file } = spec.params;
  const [first] = body?.params ?? [];
  if (first && (form || file)) {
    report(
      first.place.problem('conflicting-keys', `"body" stands beside "${form ? 'form' : 'file'}"`, {
        part: 'key',
        hint: 'a request has one body: JSON, or a form with files',
      }),
    );
  }
  return body ? 'json' : file ? 'multipart' : form ? 'form' : 'open';
}

type Promises = ReadonlyMap<string, ResponsePromise>;

function resolvePromises(spec: RouteSpec, context: RouteContext): Promises {
  const promises = new Map<string, ResponsePromise>();
  for (const { name, value, place } of spec.responses) {
    const schema: JsonSchema | undefined = context.schemas.resolve(value, place, context.report);
    if (schema !== undefined) promises.set(name.toUpperCase(), { schema, place });
  }
  return promises;
}

function promiseFor(promises: Promises, status: number): ResponsePromise | undefined {
  return promises.get(String(status)) ?? promises.get(`${String(status)[0]}XX`) ?? promises.get('DEFAULT');
}

interface CaseWithUses extends CompiledCase {
  readonly uses: ReadonlySet<string>;
}

function compileCase(
  item: CaseSpec,
  route: RouteSpec,
  names: NameTable,
  promises: Promises,
  context: RouteContext,
): CaseWithUses | undefined {
  const when = item.when && compileWhen(item.when, { names, report: context.report }, context.schemas);
  const origin = item.place.origin({ part: 'key' });
  const answer = answerContext(mergeEnvelope(item.envelope), route.vars, `${origin.file}:${origin.line}`, context);
  const planner = compileAnswer(item, { ...answer, names, promised: (status) => promiseFor(promises, status) });
  if (!planner || (item.when && !when)) return undefined;
  return {
    origin,
    at: `${origin.file}:${origin.line}`,
    when,
    planner,
    uses: new Set([...planner.uses, ...(when?.uses ?? [])]),
  };
}

function answerContext(
  envelope: Envelope,
  vars: JsonObject,
  at: string | undefined,
  context: RouteContext,
): AnswerContext {
  const always: RawHeaders = context.sendsRoute && at !== undefined ? ['x-mockapi-route', headerText(at)] : [];
  const names = envelopeNames(vars);
  return {
    report: context.report,
    kinds: context.kinds.answers,
    names,
    envelopeNames: names,
    envelope,
    always,
    schemas: context.schemas,
    exists: context.exists,
    promised: () => undefined,
    isStrict: context.isStrict,
  };
}

/** File names beyond ASCII go into a header as UTF-8. */
function headerText(text: string): string {
  return Buffer.from(text, 'utf8').toString('latin1');
}

function routeRefusals(
  spec: RouteSpec,
  sources: ReadonlyMap<ParamSource, CompiledSource>,
  context: RouteContext,
): CompiledRoute['refusals'] | undefined {
  const general = generalRefusals(spec, context);
  if (!general) return undefined;
  const errors = new Map<ParamSource, readonly ParamError[]>();
  for (const [name, source] of sources) if (source.errors.length > 0) errors.set(name, source.errors);
  return compileRefusals(general, errors, answerContext(mergeEnvelope(spec.envelope), spec.vars, undefined, context));
}

/** The refusals of an envelope, compiled once for all routes that have the same layers and constants. */
export function generalRefusals(
  spec: Pick<RouteSpec, 'envelope' | 'vars'>,
  context: RouteContext,
): GeneralRefusals | undefined {
  const key = `${envelopeKey(spec.envelope)}\n${JSON.stringify(spec.vars)}`;
  let shared = context.refusals.get(key);
  if (!shared) {
    const problems: Problem[] = [];
    const inside: RouteContext = { ...context, report: (problem) => problems.push(problem) };
    const answer = answerContext(mergeEnvelope(spec.envelope), spec.vars, undefined, inside);
    shared = { refusals: compileGeneralRefusals(answer), problems };
    context.refusals.set(key, shared);
  }
  for (const problem of shared.problems) context.report(problem);
  return shared.refusals;
}

function parameterInfos(spec: RouteSpec): readonly ParameterInfo[] {
  const infos: ParameterInfo[] = [];
  for (const source of PARAM_SOURCES) {
    for (const param of spec.params[source]?.params ?? []) {
      const written =
        typeof param.spec === 'object' && param.spec !== null && 'required' in param.spec
          ? param.spec.required
          : undefined;
      const isRequired = source === 'url' || (source === 'body' ? written !== false : written === true);
      infos.push({ in: source, name: param.name, isRequired });
    }
  }
  const declared = new Set(infos.filter((info) => info.in === 'url').map((info) => info.name));
  const open = spec.pattern.params
    .filter((name) => !declared.has(name))
    .map((name) => ({ in: 'url', name, isRequired: true }) as const);
  return [...open, ...infos];
}

type Admit = (exchange: Exchange) => Admission;

/** Which sources are looked at is decided here: the declared ones, those that an expression reads, and a query that came. */
function compileAdmit(
  sources: ReadonlyMap<ParamSource, CompiledSource>,
  uses: ReadonlySet<string>,
  { route, env, vars }: Constants,
  kinds: Kinds['sources'],
): Admit {
  const steps = PARAM_SOURCES.map((name) => {
    const source = sources.get(name);
    const open = kinds[name];
    if (source)
      return { name, isDeclared: true, run: (exchange: Exchange, issues: Issue[]) => source.admit(exchange, issues) };
    return { name, isDeclared: false, run: (exchange: Exchange) => open.open(exchange) };
  }).filter((step) => step.isDeclared || uses.has(step.name));
  const looksAtQuery = sources.has('query') || uses.has('query');
  const readsRequest = uses.has('request');
  return (exchange) => {
    const issues: Issue[] & { more?: number } = [];
    const scope = {
      url: null,
      query: null,
      header: null,
      cookie: null,
      body: null,
      form: null,
      file: null,
      request: null,
      route,
      env,
      vars,
    } as {
      [name: string]: unknown;
    };
    for (const step of steps) scope[step.name] = step.run(exchange, issues);
    if (!looksAtQuery && exchange.request.queryText !== '') kinds.query.open(exchange);
    if (readsRequest) scope.request = requestFacts(exchange);
    return { scope, issues, more: issues.more ?? 0 };
  };
}
