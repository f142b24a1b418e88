/** A route in canonical form → a route ready to answer. */

import type { BodyMode } from '../core/exchange.ts';
import type { JsonObject, JsonSchema } from '../core/json.ts';
import type { CompiledSource, ParamError, SchemaLibrary, SourceKind } from '../core/kind.ts';
import type { NameTable } from '../core/names.ts';
import type { Problem, Report } from '../core/problem.ts';
import { PARAM_SOURCES, type ParamSource } from '../core/source.ts';
import type { AnswerKind } from '../kinds/answer/index.ts';
import type { CaseSpec, Located, RouteSpec } from '../spec/route-spec.ts';
import { compileAdmit } from './admit.ts';
import { type AnswerContext, compileAnswer, type ResponsePromise } from './answer.ts';
import type { CompiledCase, CompiledRoute, Constants, ParameterInfo } from './compiled-route.ts';
import { compileWhen } from './condition.ts';
import { type Envelope, envelopeKey, mergeEnvelope } from './envelope.ts';
import { envelopeNames, routeNames } from './names.ts';
import { compileGeneralRefusals, compileRefusals, type GeneralRefusals } from './refusals.ts';

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
  const watched = watchErrors(context.report);
  const inside = { ...context, report: watched.report };
  const sources = compileSources(spec, inside);
  const names = routeNames(
    new Map([...sources].map(([name, source]) => [name, source.known])),
    spec.pattern.params,
    spec.vars,
  );
  const promises = resolvePromises(spec, inside);
  const envelope = envelopeNames(spec.vars);
  const around: CaseContext = { ...inside, names, envelopeNames: envelope, promises };
  const cases = spec.cases.flatMap((item) => compileCase(item, around) ?? []);
  const refusals = routeRefusals(spec, sources, { ...inside, envelopeNames: envelope });
  const mode = bodyMode(spec, inside.report);
  const origin = spec.place.origin({ part: 'key' });
  if (watched.hasErrors() || !refusals || cases.length === 0) return undefined;

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
    admit: compileAdmit({ sources, uses, constants, kinds: context.kinds.sources }),
  };
}

/** In a function of its own: what compiled code holds on to must not be the whole route as it was written. */
function watchErrors(report: Report): { readonly report: Report; hasErrors(): boolean } {
  let hasErrors = false;
  return {
    report(problem) {
      if (problem.severity === 'error') hasErrors = true;
      report(problem);
    },
    hasErrors: () => hasErrors,
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

/** What every case of a route shares. */
interface CaseContext extends RouteContext {
  readonly names: NameTable;
  readonly envelopeNames: NameTable;
  readonly promises: Promises;
}

function compileCase(item: CaseSpec, context: CaseContext): CaseWithUses | undefined {
  const { names, promises, report } = context;
  const when = item.when && compileWhen(item.when, { names, report }, context.schemas);
  const origin = item.place.origin({ part: 'key' });
  const at = `${origin.file}:${origin.line}`;
  const planner = compileAnswer(item, {
    ...answerContext(envelopeOf(item.envelope), context),
    names,
    always: context.sendsRoute ? ['x-mockapi-route', headerText(at)] : [],
    promised: (status) => promiseFor(promises, status),
  });
  if (!planner || (item.when && !when)) return undefined;
  return { origin, at, when, planner, uses: new Set([...planner.uses, ...(when?.uses ?? [])]) };
}

interface EnvelopeContext extends RouteContext {
  readonly envelopeNames: NameTable;
}

/** For answers that are nobody's in particular: no case is named, nothing is promised. */
function answerContext(envelope: Envelope, context: EnvelopeContext): AnswerContext {
  const { report, kinds, schemas, exists, isStrict } = context;
  return {
    report,
    kinds: kinds.answers,
    names: context.envelopeNames,
    envelopeNames: context.envelopeNames,
    envelope,
    always: [],
    schemas,
    exists,
    promised: () => undefined,
    isStrict,
  };
}

const envelopes = new WeakMap<readonly Located[], Envelope>();

/** Merged once for all routes of a file that say nothing of their own: they share the very list. */
function envelopeOf(layers: readonly Located[]): Envelope {
  let envelope = envelopes.get(layers);
  if (!envelope) {
    envelope = mergeEnvelope(layers);
    envelopes.set(layers, envelope);
  }
  return envelope;
}

/** File names beyond ASCII go into a header as UTF-8. */
function headerText(text: string): string {
  return Buffer.from(text, 'utf8').toString('latin1');
}

function routeRefusals(
  spec: RouteSpec,
  sources: ReadonlyMap<ParamSource, CompiledSource>,
  context: EnvelopeContext,
): CompiledRoute['refusals'] | undefined {
  const general = generalRefusals(spec, context);
  if (!general) return undefined;
  const errors = new Map<ParamSource, readonly ParamError[]>();
  for (const [name, source] of sources) if (source.errors.length > 0) errors.set(name, source.errors);
  return compileRefusals(general, errors, answerContext(envelopeOf(spec.envelope), context));
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
    const inside: EnvelopeContext = {
      ...context,
      report: (problem) => problems.push(problem),
      envelopeNames: envelopeNames(spec.vars),
    };
    shared = { refusals: compileGeneralRefusals(answerContext(envelopeOf(spec.envelope), inside)), problems };
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
