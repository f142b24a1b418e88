/** One route file, compiled: the smallest part of a project that is taken over or made anew on a reload. */

import { isJsonObject, type Json, type JsonObject } from '../core/json.ts';
import { pointerKeys } from '../core/pointer.ts';
import type { Place, Problem, Report } from '../core/problem.ts';
import type { LoadedFile, ProjectFiles, RouteFile } from '../spec/load.ts';
import { normalizeRoutes } from '../spec/normalize.ts';
import type { Document } from '../spec/parse.ts';
import type { Located } from '../spec/route-spec.ts';
import type { Settings } from '../spec/settings.ts';
import type { ShapeCheck } from '../spec/shape.ts';
import type { CompiledRoute } from './compiled-route.ts';
import { compileRoute, type RouteContext } from './route.ts';

export interface Unit {
  readonly path: string;
  /** As people know it. */
  readonly file: string;
  /** Equal keys compile to equal units: the texts of all that went into it. */
  readonly key: string;
  readonly routes: readonly CompiledRoute[];
  /** What each of the routes answers to, in their order: two routes with one claim answer the same requests. */
  readonly claims: readonly string[];
  readonly problems: readonly Problem[];
  /** True when an error keeps it from being served. */
  readonly isBroken: boolean;
}

export interface UnitContext {
  /** Kept by the routes, and so as long as they live: nothing of the files may be in it. */
  readonly route: Omit<RouteContext, 'report'>;
  readonly settings: Settings;
  readonly settingsKey: string;
  readonly checkRouteFile: ShapeCheck;
  readonly checkDefaults: ShapeCheck;
  readonly files: ProjectFiles;
}

/** What a unit depends on; computed without compiling anything. */
export function unitKey(file: RouteFile, context: Pick<UnitContext, 'settingsKey' | 'files'>): string {
  const { files } = context;
  const defaults = file.folders.map((folder) => files.defaults.get(folder)?.source.hash ?? '');
  const reached = reachedFiles(file, files).map(
    (path) => `${path}=${files.documents.get(path)?.source.hash ?? ''}${files.assets.get(path) ?? ''}`,
  );
  return [context.settingsKey, file.source.hash, ...defaults, ...reached].join('|');
}

/** Every file that the unit's `$ref`s lead to, and those that its answers send. */
function reachedFiles(file: RouteFile, files: ProjectFiles): readonly string[] {
  const reached = new Set<string>();
  const queue: string[] = [...file.refs, ...file.sends];
  for (const folder of file.folders) {
    const defaults = files.defaults.get(folder);
    if (defaults) queue.push(...defaults.refs);
  }
  for (let path = queue.pop(); path !== undefined; path = queue.pop()) {
    if (reached.has(path)) continue;
    reached.add(path);
    queue.push(...(files.documents.get(path)?.refs ?? []));
  }
  return [...reached].sort();
}

export function compileUnit(file: RouteFile, key: string, context: UnitContext): Unit {
  const problems: Problem[] = [...file.problems];
  const report: Report = (problem) => problems.push(problem);
  const routes = compileRoutes(file, context, report);
  const told = distinct(problems);
  return {
    path: file.source.path,
    file: file.source.file,
    key,
    routes,
    claims: routes.map((route) => `${route.method} ${route.pattern.shape}`),
    problems: told,
    isBroken: told.some((problem) => problem.severity === 'error'),
  };
}

function compileRoutes(file: RouteFile, context: UnitContext, report: Report): readonly CompiledRoute[] {
  const { document } = file;
  if (!document || document.isEmpty) return [];
  const foreign = isJsonObject(document.value)
    ? ['openapi', 'swagger'].find((key) => key in (document.value as JsonObject))
    : undefined;
  if (foreign) {
    report(
      document.place.child(foreign).problem('not-built-yet', `"${foreign}" files are not built yet`, {
        part: 'key',
        hint: 'the file has no effect yet; everything else is served',
      }),
    );
    return [];
  }
  const layers = surroundingLayers(file, context, report);
  const fine = wellShapedRoutes(document, context.checkRouteFile, report);
  if (!fine || !layers || !isJsonObject(document.value)) return [];
  refuseExpressions(document.value.vars, document.place.child('vars'), report);
  const routes = fine(document.value.routes);
  if (!isJsonObject(routes)) return [];
  const specs = normalizeRoutes(
    { value: routes, place: document.place.child('routes') },
    {
      settings: context.settings,
      layers: [...layers, { value: document.value, place: document.place }],
      answers: context.route.kinds.answers.map((kind) => kind.name),
    },
    report,
  );
  const routeContext: RouteContext = { ...context.route, report };
  return specs.flatMap((spec) => compileRoute(spec, routeContext) ?? []);
}

/**
 * Takes the routes with a mistake in their shape out, so that what is wrong with the others is told in the same run;
 * undefined when the mistake concerns all of them.
 */
function wellShapedRoutes(
  { value, place }: Document,
  check: ShapeCheck,
  report: Report,
): ((routes: Json | undefined) => Json | undefined) | undefined {
  const marred = new Set<string>();
  let isFine = true;
  check(value, place, (problem) => {
    report(problem);
    if (problem.severity !== 'error') return;
    const [key, route] = pointerKeys(problem.origin.pointer);
    if (key === 'routes' && route !== undefined) marred.add(route);
    else isFine = false;
  });
  if (!isFine) return undefined;
  return (routes) =>
    marred.size === 0 || !isJsonObject(routes)
      ? routes
      : Object.fromEntries(Object.entries(routes).filter(([key]) => !marred.has(key)));
}

/** The defaults around a file, or undefined when one of them is broken: then the whole folder is. */
function surroundingLayers(
  file: RouteFile,
  context: UnitContext,
  report: Report,
): readonly Located<JsonObject>[] | undefined {
  const layers: Located<JsonObject>[] = [];
  for (const folder of file.folders) {
    const defaults = context.files.defaults.get(folder);
    if (!defaults) continue;
    const layer = defaultsLayer(defaults, context.checkDefaults, report);
    if (!layer) return undefined;
    layers.push(layer);
  }
  return layers;
}

function defaultsLayer(file: LoadedFile, check: ShapeCheck, report: Report): Located<JsonObject> | undefined {
  const { document } = file;
  for (const problem of file.problems) report(problem);
  if (!document || !check(document.value, document.place, report)) return undefined;
  if (!isJsonObject(document.value)) return { value: {}, place: document.place };
  refuseExpressions(document.value.vars, document.place.child('vars'), report);
  return { value: document.value, place: document.place };
}

/** `vars` are constants: an expression in one would be sent as it is written. */
export function refuseExpressions(value: unknown, place: Place, report: Report): void {
  if (typeof value === 'string' && /(?<!\$)\$\{/.test(value)) {
    report(
      place.problem('wrong-value', '"vars" are constants: expressions are not evaluated here', {
        hint: 'write the value, or "$${" for a literal "${"',
      }),
    );
  }
  if (typeof value !== 'object' || value === null) return;
  for (const [key, item] of Object.entries(value)) refuseExpressions(item, place.child(key), report);
}

/** A problem in a shared file is met once by each route, and told once. */
export function distinct(problems: readonly Problem[]): readonly Problem[] {
  const seen = new Set<string>();
  return problems.filter(({ code, message, origin }) => {
    const id = `${code} ${origin.file}:${origin.line}:${origin.column} ${message}`;
    if (seen.has(id)) return false;
    seen.add(id);
    return true;
  });
}
