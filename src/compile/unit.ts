/** One route file, compiled: the smallest part of a project that is taken over or made anew on a reload. */

import { isJsonObject, type JsonObject } from '../core/json.ts';
import { pointerKeys } from '../core/pointer.ts';
import type { Place, Problem, Report } from '../core/problem.ts';
import type { Layers } from '../spec/layers.ts';
import type { LoadedFile, ProjectFiles, RouteFile } from '../spec/load.ts';
import { normalizeRoutes } from '../spec/normalize.ts';
import { normalizeChannels } from '../spec/normalize-channels.ts';
import type { Document } from '../spec/parse.ts';
import type { Located } from '../spec/route-spec.ts';
import type { Settings } from '../spec/settings.ts';
import type { ShapeCheck } from '../spec/shape.ts';
import { compileChannel } from './channel.ts';
import type { CompiledChannel } from './compiled-channel.ts';
import type { CompiledRoute } from './compiled-route.ts';
import { compileRoute } from './route.ts';
import type { RouteContext } from './route-context.ts';

export interface Unit {
  readonly path: string;
  /** As people know it. */
  readonly file: string;
  /** Equal keys compile to equal units: the texts of all that went into it. */
  readonly key: string;
  readonly routes: readonly CompiledRoute[];
  readonly channels: readonly CompiledChannel[];
  /** What each of the routes, then of the channels, answers to, in their order: two with one claim answer the same requests. */
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
  const { routes, channels } = compileContent(file, context, report);
  const told = distinct(problems);
  return {
    path: file.source.path,
    file: file.source.file,
    key,
    routes,
    channels,
    claims: [...routes, ...channels].map(({ method, pattern }) => `${method} ${pattern.shape}`),
    problems: told,
    isBroken: told.some((problem) => problem.severity === 'error'),
  };
}

type Content = Pick<Unit, 'routes' | 'channels'>;

const NOTHING: Content = { routes: [], channels: [] };

function compileContent(file: RouteFile, context: UnitContext, report: Report): Content {
  const { document } = file;
  if (!document || document.isEmpty) return NOTHING;
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
    return NOTHING;
  }
  const layers = surroundingLayers(file, context, report);
  const fine = wellShapedItems(document, context.checkRouteFile, report);
  if (!fine || !layers || !isJsonObject(document.value)) return NOTHING;
  refuseExpressions(document.value.vars, document.place.child('vars'), report);
  const around: Layers = {
    settings: context.settings,
    layers: [...layers, { value: document.value, place: document.place }],
  };
  const inside: RouteContext = { ...context.route, report };
  const routes = fine('routes');
  const channels = fine('channels');
  return {
    routes: routes ? compileRoutes(routes, around, inside) : [],
    channels: channels ? compileChannels(channels, around, inside) : [],
  };
}

function compileRoutes(routes: Located<JsonObject>, around: Layers, context: RouteContext): readonly CompiledRoute[] {
  const answers = context.kinds.answers.map((kind) => kind.name);
  const specs = normalizeRoutes(routes, { ...around, answers }, context.report);
  return specs.flatMap((spec) => compileRoute(spec, context) ?? []);
}

function compileChannels(
  channels: Located<JsonObject>,
  around: Layers,
  context: RouteContext,
): readonly CompiledChannel[] {
  const steps = context.kinds.steps.map(({ name, keys }) => ({ name, keys: Object.keys(keys) }));
  const specs = normalizeChannels(channels, { ...around, steps }, context.report);
  return specs.flatMap((spec) => compileChannel(spec, context) ?? []);
}

/**
 * Takes the routes and channels with a mistake in their shape out, so that what is wrong with the others is told in the
 * same run; undefined when the mistake concerns all of them.
 */
function wellShapedItems(
  { value, place }: Document,
  check: ShapeCheck,
  report: Report,
): ((group: 'routes' | 'channels') => Located<JsonObject> | undefined) | undefined {
  const marred = { routes: new Set<string>(), channels: new Set<string>() };
  let isFine = true;
  check(value, place, (problem) => {
    report(problem);
    if (problem.severity !== 'error') return;
    const [group, key] = pointerKeys(problem.origin.pointer);
    if ((group === 'routes' || group === 'channels') && key !== undefined) marred[group].add(key);
    else isFine = false;
  });
  if (!isFine) return undefined;
  return (group) => {
    const items = isJsonObject(value) ? value[group] : undefined;
    if (!isJsonObject(items)) return undefined;
    const fine = Object.entries(items).filter(([key]) => !marred[group].has(key));
    return { value: Object.fromEntries(fine), place: place.child(group) };
  };
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
