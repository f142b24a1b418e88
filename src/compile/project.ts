/** A project's files → a snapshot and every problem; broken files keep their last good version. Pure: no I/O, no clock. */

import type { JsonObject } from '../core/json.ts';
import type { Problem, Report } from '../core/problem.ts';
import { isFakeLocale } from '../expression/index.ts';
import { ANSWER_KINDS } from '../kinds/answer/index.ts';
import { SOURCE_KINDS } from '../kinds/source/index.ts';
import { defaultsFileSchema } from '../spec/format/defaults-file.ts';
import type { FormatKinds } from '../spec/format/parts.ts';
import { routeFileSchema } from '../spec/format/route-file.ts';
import type { ProjectFiles } from '../spec/load.ts';
import { readSettings, type Settings } from '../spec/settings.ts';
import { createShapeCheck, type ShapeCheck } from '../spec/shape.ts';
import type { CompiledRoute } from './compiled-route.ts';
import type { GeneralRefusals } from './refusals.ts';
import { generalRefusals, type Kinds } from './route.ts';
import { createRouteTable } from './route-table.ts';
import { createSchemaLibrary, createValidatorCache, type ValidatorCache } from './schema/index.ts';
import type { Snapshot } from './snapshot.ts';
import { compileUnit, distinct, refuseExpressions, type Unit, type UnitContext, unitKey } from './unit.ts';

export interface CompileOptions {
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly cwd: string;
  /** Settings from flags: win over variables and the file. */
  readonly flags: JsonObject;
  /** Holds generated answers to their `response` schema at run time. */
  readonly isStrict: boolean;
}

export interface CompiledProject {
  /** Undefined when there is nothing to serve from: settings are broken and there were none before. */
  readonly snapshot: Snapshot | undefined;
  /** All of them, errors and warnings, by file and line. */
  readonly problems: readonly Problem[];
  /** Files whose last good version is served. */
  readonly staleFiles: readonly string[];
  /** True when an error was found anywhere. */
  readonly isBroken: boolean;
  /** For the next compilation. */
  readonly units: ReadonlyMap<string, Unit>;
  readonly goodUnits: ReadonlyMap<string, Unit>;
  readonly settings: { readonly value: Settings; readonly key: string } | undefined;
}

export interface ProjectCompiler {
  compile(files: ProjectFiles, previous?: CompiledProject): CompiledProject;
}

const DEFAULT_KINDS: Kinds = { sources: SOURCE_KINDS, answers: ANSWER_KINDS };

/** Keeps what does not change from one compilation to the next: shape checks and compiled validators. */
export function createCompiler(options: CompileOptions, kinds: Kinds = DEFAULT_KINDS): ProjectCompiler {
  const format = formatKinds(kinds);
  const shared: Shared = {
    options,
    kinds,
    checkRouteFile: createShapeCheck(routeFileSchema(format)),
    checkDefaults: createShapeCheck(defaultsFileSchema(format)),
    validators: createValidatorCache(),
    env: expressionEnv(options.env),
  };
  return { compile: (files, previous) => compileProject(files, shared, previous) };
}

/** The kinds as the schemas of our own files want them. */
export function formatKinds(kinds: Kinds = DEFAULT_KINDS): FormatKinds {
  return { sources: Object.values(kinds.sources), answers: kinds.answers };
}

interface Shared {
  readonly options: CompileOptions;
  readonly kinds: Kinds;
  readonly checkRouteFile: ShapeCheck;
  readonly checkDefaults: ShapeCheck;
  readonly validators: ValidatorCache;
  readonly env: JsonObject;
}

function compileProject(files: ProjectFiles, shared: Shared, previous: CompiledProject | undefined): CompiledProject {
  const problems: Problem[] = [...files.problems];
  const report: Report = (problem) => problems.push(problem);
  const settings = settingsOf(files, shared, previous, report);
  if (!settings)
    return {
      snapshot: undefined,
      problems,
      staleFiles: [],
      isBroken: true,
      units: new Map(),
      goodUnits: new Map(),
      settings: undefined,
    };

  const context = unitContext(files, settings, shared);
  const units = new Map<string, Unit>();
  for (const file of files.routeFiles) {
    const key = unitKey(file, context);
    const before = previous?.units.get(file.source.path);
    units.set(file.source.path, before?.key === key ? before : compileUnit(file, key, context));
  }
  const merged = mergeUnits([...units.values()], previous);
  const refusals = projectRefusals(settings.value, context, report);
  for (const unit of units.values()) problems.push(...unit.problems);
  problems.push(...merged.problems);
  warnUnusedSchemas(files, context, report);

  const told = sorted(distinct(problems));
  const isBroken = told.some((problem) => problem.severity === 'error');
  const general = refusals ?? previous?.snapshot?.refusals;
  const snapshot: Snapshot | undefined = general && {
    version: (previous?.snapshot?.version ?? 0) + 1,
    settings: settings.value,
    routes: merged.routes,
    table: createRouteTable(merged.routes, previous?.snapshot?.table),
    refusals: general,
    constants: { route: null, env: shared.env, vars: settings.value.vars },
    stale: merged.stale,
    warnings: told.filter((problem) => problem.severity === 'warning'),
  };
  return {
    snapshot: snapshot && Object.freeze(snapshot),
    problems: told,
    staleFiles: [...new Set(merged.stale.values())],
    isBroken,
    units,
    goodUnits: merged.good,
    settings,
  };
}

/** The settings of the files, or the last good ones. */
function settingsOf(
  files: ProjectFiles,
  shared: Shared,
  previous: CompiledProject | undefined,
  report: Report,
): CompiledProject['settings'] {
  const file = files.settings;
  for (const problem of file?.problems ?? []) report(problem);
  if (file && !file.document) return previous?.settings;
  const { env, cwd, flags } = shared.options;
  const value = readSettings({ document: file?.document, env, cwd, flags }, report);
  if (!value) return previous?.settings;
  if (file?.document) refuseExpressions(value.vars, file.document.place.child('vars'), report);
  if (!isFakeLocale(value.locale)) {
    const place = file?.document?.place.child('locale');
    if (place) report(place.problem('wrong-value', `there is no locale "${value.locale}"`, { hint: 'write for example en, de or zh_CN' }));
    return previous?.settings;
  }
  return { value, key: file?.source.hash ?? '' };
}

function unitContext(
  files: ProjectFiles,
  settings: NonNullable<CompiledProject['settings']>,
  shared: Shared,
): UnitContext {
  const schemas = createSchemaLibrary({
    document: (path) => files.documents.get(path)?.document,
    cache: shared.validators,
  });
  return {
    kinds: shared.kinds,
    schemas,
    env: shared.env,
    exists: (path) => files.assets.get(path) === true,
    isStrict: shared.options.isStrict,
    sendsRoute: settings.value.server.headers,
    refusals: new Map<string, GeneralRefusals | undefined>(),
    settings: settings.value,
    settingsKey: settings.key,
    checkRouteFile: shared.checkRouteFile,
    checkDefaults: shared.checkDefaults,
    files,
  };
}

function projectRefusals(settings: Settings, context: UnitContext, report: Report): GeneralRefusals | undefined {
  const envelope = settings.envelope ? [{ value: settings.envelope.spec, place: settings.envelope.place }] : [];
  return generalRefusals({ envelope, vars: settings.vars }, { ...context, report });
}

interface Merged {
  readonly routes: readonly CompiledRoute[];
  readonly stale: ReadonlyMap<CompiledRoute, string>;
  readonly problems: readonly Problem[];
  readonly good: ReadonlyMap<string, Unit>;
}

/**
 * Puts the units together. Two fresh files with one route: the one that had it before keeps it, the other is broken;
 * a broken file serves its last good version, as far as no fresh file has its routes.
 */
function mergeUnits(units: readonly Unit[], previous: CompiledProject | undefined): Merged {
  const problems: Problem[] = [];
  const owners = new Map<string, CompiledRoute>();
  const good = new Map<string, Unit>();
  const fallen: Unit[] = [];
  const heldBefore = previousOwners(previous);
  const fresh = units.filter((unit) => !unit.isBroken);
  const keepsAll = (unit: Unit): boolean => unit.routes.every((route) => heldBefore.get(routeKey(route)) === unit.path);
  const keepers = fresh.filter(keepsAll);
  const isHolder = (unit: Unit): boolean => unit.routes.some((route) => heldBefore.get(routeKey(route)) === unit.path);
  const changed = fresh.filter((unit) => !keepsAll(unit));
  const others = [...changed.filter(isHolder), ...changed.filter((unit) => !isHolder(unit))];
  for (const unit of [...keepers, ...others]) {
    const clashes = unit.routes.flatMap((route, index) => {
      const first =
        owners.get(routeKey(route)) ?? unit.routes.slice(0, index).find((other) => routeKey(other) === routeKey(route));
      return first ? [duplicate(route, first)] : [];
    });
    problems.push(...clashes);
    if (clashes.length > 0) fallen.push(unit);
    else {
      for (const route of unit.routes) owners.set(routeKey(route), route);
      good.set(unit.path, unit);
    }
  }
  const stale = new Map<CompiledRoute, string>();
  for (const unit of [...units.filter((item) => item.isBroken), ...fallen]) {
    const last = previous?.goodUnits.get(unit.path);
    if (!last) continue;
    good.set(unit.path, last);
    for (const route of last.routes) {
      if (owners.has(routeKey(route))) continue;
      owners.set(routeKey(route), route);
      stale.set(route, unit.file);
    }
  }
  return { routes: [...owners.values()], stale, problems, good };
}

/** Two routes with one key answer the same requests. */
function routeKey(route: CompiledRoute): string {
  return `${route.method} ${route.pattern.shape}`;
}

function previousOwners(previous: CompiledProject | undefined): ReadonlyMap<string, string> {
  const owners = new Map<string, string>();
  for (const unit of previous?.goodUnits.values() ?? []) {
    for (const route of unit.routes) if (!owners.has(routeKey(route))) owners.set(routeKey(route), unit.path);
  }
  return owners;
}

function duplicate(route: CompiledRoute, first: CompiledRoute): Problem {
  return route.place.problem('duplicate-route', `${route.id} is declared twice`, {
    part: 'key',
    hint: `the first is ${first.id} in ${first.at}`,
    related: [{ message: 'the first is here', origin: first.origin }],
  });
}

function warnUnusedSchemas(files: ProjectFiles, context: UnitContext, report: Report): void {
  const used = new Set([...files.routeFiles, ...files.defaults.values()].flatMap((file) => file.refs));
  for (const path of used) for (const ref of files.documents.get(path)?.refs ?? []) used.add(ref);
  for (const path of files.schemaFiles) {
    const file = files.documents.get(path);
    if (!file) continue;
    for (const problem of file.problems) report(problem);
    const { document } = file;
    if (!document || document.isEmpty || used.has(path)) continue;
    report(
      document.place.problem('unused-schema', `nobody uses this schema`, {
        hint: `reference it with $ref, or delete it`,
      }),
    );
    context.schemas.resolve(document.value, document.place, report);
  }
}

function sorted(problems: readonly Problem[]): readonly Problem[] {
  return [...problems].sort(
    (a, b) =>
      compare(a.origin.file, b.origin.file) || a.origin.line - b.origin.line || a.origin.column - b.origin.column,
  );
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

const VAR_PREFIX = 'MOCKAPI_VAR_';

/** `MOCKAPI_VAR_TOKEN=x` is `env.TOKEN`. */
function expressionEnv(env: CompileOptions['env']): JsonObject {
  const found = Object.entries(env).flatMap(([name, value]) =>
    name.startsWith(VAR_PREFIX) && value !== undefined ? [[name.slice(VAR_PREFIX.length), value] as const] : [],
  );
  return Object.freeze(Object.fromEntries(found));
}
