/** A project's files → a snapshot and every problem; broken files keep their last good version. Pure: no I/O, no clock. */

import type { JsonObject } from '../core/json.ts';
import { comparePlaces, type Problem, type Report } from '../core/problem.ts';
import { finish, type Steps } from '../core/steps.ts';
import { ANSWER_KINDS } from '../kinds/answer/index.ts';
import { SOURCE_KINDS } from '../kinds/source/index.ts';
import { STEP_KINDS } from '../kinds/step/index.ts';
import { defaultsFileSchema } from '../spec/format/defaults-file.ts';
import type { FormatKinds } from '../spec/format/parts.ts';
import { routeFileSchema } from '../spec/format/route-file.ts';
import type { ProjectFiles } from '../spec/load.ts';
import { fallbackSettings, type Settings } from '../spec/settings.ts';
import { createShapeCheck, type ShapeCheck } from '../spec/shape.ts';
import { type ProjectSettings, readProjectSettings } from './project-settings.ts';
import type { Kinds, RouteContext } from './route-context.ts';
import { createRouteTable } from './route-table.ts';
import { createSchemaLibrary, createValidatorCache, type ProjectSchemas, type ValidatorCache } from './schema/index.ts';
import { type ServedUnits, serveUnits } from './serve-units.ts';
import type { Snapshot } from './snapshot.ts';
import { compileUnit, distinct, type Unit, type UnitContext, unitKey } from './unit.ts';

export interface CompileOptions {
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly cwd: string;
  /** Settings from flags: win over variables and the file. */
  readonly flags: JsonObject;
  /** Holds generated answers to their `response` schema at run time, frames of channels to `sends`. */
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
  readonly settings: ProjectSettings | undefined;
  /** For the next compilation: every unit by its path, and what is served of them. */
  readonly units: ReadonlyMap<string, Unit>;
  readonly served: ServedUnits;
}

export interface ProjectCompiler {
  compile(files: ProjectFiles, previous?: CompiledProject): CompiledProject;
  /** The same in steps. */
  compileInSteps(files: ProjectFiles, previous?: CompiledProject): Steps<CompiledProject>;
}

const DEFAULT_KINDS: Kinds = { sources: SOURCE_KINDS, answers: ANSWER_KINDS, steps: STEP_KINDS };

/** Keeps what does not change from one compilation to the next, such as compiled validators. */
export function createCompiler(options: CompileOptions, kinds: Kinds = DEFAULT_KINDS): ProjectCompiler {
  const shared: Shared = {
    options,
    kinds,
    ...shapeChecks(kinds),
    validators: createValidatorCache(),
    env: expressionEnv(options.env),
  };
  return {
    compile: (files, previous) => finish(compileProject(files, shared, previous)),
    compileInSteps: (files, previous) => compileProject(files, shared, previous),
  };
}

/** The kinds as the schemas of our own files want them. */
export function formatKinds(kinds: Kinds = DEFAULT_KINDS): FormatKinds {
  return { sources: Object.values(kinds.sources), answers: kinds.answers, steps: kinds.steps };
}

interface ShapeChecks {
  readonly checkRouteFile: ShapeCheck;
  readonly checkDefaults: ShapeCheck;
}

const checksOf = new WeakMap<Kinds, ShapeChecks>();

/** Generating them takes longer than compiling a small project: compilers of one process share them. */
function shapeChecks(kinds: Kinds): ShapeChecks {
  let checks = checksOf.get(kinds);
  if (!checks) {
    const format = formatKinds(kinds);
    checks = {
      checkRouteFile: createShapeCheck(routeFileSchema(format)),
      checkDefaults: createShapeCheck(defaultsFileSchema(format)),
    };
    checksOf.set(kinds, checks);
  }
  return checks;
}

interface Shared extends ShapeChecks {
  readonly options: CompileOptions;
  readonly kinds: Kinds;
  readonly validators: ValidatorCache;
  readonly env: JsonObject;
}

function* compileProject(
  files: ProjectFiles,
  shared: Shared,
  previous: CompiledProject | undefined,
): Steps<CompiledProject> {
  const problems: Problem[] = [...files.problems];
  const report: Report = (problem) => problems.push(problem);
  const reading = openFiles(files);
  const schemas = createSchemaLibrary({ ...reading, cache: shared.validators });
  const context = (settings: Settings): Omit<RouteContext, 'report' | 'refusals'> => ({
    kinds: shared.kinds,
    schemas,
    env: shared.env,
    locale: settings.locale,
    exists: reading.exists,
    isStrict: shared.options.isStrict,
    sendsRoute: settings.server.headers,
  });
  const { settings, staleFile } = readProjectSettings(
    files,
    { ...shared.options, previous: previous?.settings, context },
    report,
  );
  for (const file of files.documents.values()) problems.push(...file.problems);
  const value = settings?.value ?? (files.settings?.document && fallbackSettings(files.settings.document));
  if (!value) return { ...NOTHING, problems: sorted(distinct(problems)) };

  const unitContext: UnitContext = {
    route: { ...context(value), refusals: new Map(settings?.shared) },
    settings: value,
    settingsKey: settings?.key ?? '',
    checkRouteFile: shared.checkRouteFile,
    checkDefaults: shared.checkDefaults,
    files,
    referred: reading,
  };
  const units = new Map<string, Unit>();
  for (const file of files.routeFiles) {
    const { path } = file.source;
    const key = unitKey(file, unitContext);
    const before = [previous?.units.get(path), previous?.served.good.get(path)];
    units.set(path, before.find((unit) => unit?.key === key) ?? compileUnit(file, key, unitContext));
    yield;
  }
  const served = serveUnits({ units, unreachable: files.unreachable }, previous?.served);
  for (const unit of units.values()) problems.push(...unit.problems);
  problems.push(...served.problems);
  if (!settings) return { ...NOTHING, problems: sorted(distinct(problems)) };
  warnUnusedSchemas(files, schemas, report);
  reading.close();

  const told = sorted(distinct(problems));
  const stale = staleFile === undefined ? served.stale : allStale(served, staleFile);
  const snapshot: Snapshot | undefined = settings.refusals && {
    version: (previous?.snapshot?.version ?? 0) + 1,
    settings: settings.value,
    routes: served.routes,
    table: createRouteTable(served.routes, previous?.snapshot?.table),
    channels: served.channels,
    channelTable: createRouteTable(served.channels, previous?.snapshot?.channelTable),
    contracts: served.contracts,
    isOnlyContracts: served.routes.every(({ isOfContract }) => isOfContract),
    refusals: settings.refusals,
    constants: { route: null, env: shared.env, vars: settings.value.vars },
    stale,
    warnings: told.filter((problem) => problem.severity === 'warning'),
  };
  return {
    snapshot: snapshot && Object.freeze(snapshot),
    problems: told,
    staleFiles: [...new Set(stale.values())],
    isBroken: told.some((problem) => problem.severity === 'error'),
    settings,
    units,
    served,
  };
}

const NOTHING: Omit<CompiledProject, 'problems'> = {
  snapshot: undefined,
  staleFiles: [],
  isBroken: true,
  settings: undefined,
  units: new Map(),
  served: {
    routes: [],
    channels: [],
    contracts: [],
    stale: new Map(),
    problems: [],
    good: new Map(),
    owners: new Map(),
  },
};

/** Files as compiling looks at them; closed afterwards, since what it made would keep them all in memory. */
function openFiles(files: ProjectFiles) {
  let open: ProjectFiles | undefined = files;
  return {
    document: (path: string) => open?.documents.get(path)?.document,
    files: () => open?.documents.keys() ?? [],
    remote: () => open?.remote,
    exists: (path: string) => open?.assets.get(path) === true,
    close() {
      open = undefined;
    },
  };
}

/** Broken settings concern every route and channel. */
function allStale({ routes, channels, stale }: ServedUnits, file: string): Snapshot['stale'] {
  return new Map([...routes, ...channels].map((item) => [item, stale.get(item) ?? file]));
}

/** While a file cannot be parsed, nobody knows what it uses. */
function warnUnusedSchemas(files: ProjectFiles, schemas: ProjectSchemas, report: Report): void {
  const users = [...files.routeFiles, ...files.defaults.values(), ...files.suiteFiles];
  if (users.some((file) => !file.document && file.refs.length === 0)) return;
  const used = new Set(users.flatMap((file) => file.refs));
  for (const path of used) for (const ref of files.documents.get(path)?.refs ?? []) used.add(ref);
  for (const path of files.schemaFiles) {
    const file = files.documents.get(path);
    if (!file) continue;
    const { document } = file;
    if (!document || document.isEmpty || used.has(path)) continue;
    report(
      document.place.problem('unused-schema', `nobody uses this schema`, {
        hint: `reference it with $ref, or delete it`,
      }),
    );
    schemas.resolve(document.value, document.place, report);
  }
}

function sorted(problems: readonly Problem[]): readonly Problem[] {
  return [...problems].sort(comparePlaces);
}

const VAR_PREFIX = 'MOCKAPI_VAR_';

/** `MOCKAPI_VAR_TOKEN=x` is `env.TOKEN`. */
function expressionEnv(env: CompileOptions['env']): JsonObject {
  const found = Object.entries(env).flatMap(([name, value]) =>
    name.startsWith(VAR_PREFIX) && value !== undefined ? [[name.slice(VAR_PREFIX.length), value] as const] : [],
  );
  return Object.freeze(Object.fromEntries(found));
}
