/** One route file, compiled: the smallest part of a project that is taken over or made anew on a reload. */

import { isJsonObject, type JsonObject } from '../core/json.ts';
import type { Place, Problem, Report } from '../core/problem.ts';
import { contractKey } from '../spec/contract/read.ts';
import { type Removed, withoutFollowUps } from '../spec/follow-ups.ts';
import type { Layers } from '../spec/layers.ts';
import type { LoadedFile, ProjectFiles, RouteFile } from '../spec/load.ts';
import { normalizeRoutes } from '../spec/normalize.ts';
import { normalizeChannels } from '../spec/normalize-channels.ts';
import type { Located } from '../spec/route-spec.ts';
import type { Settings } from '../spec/settings.ts';
import type { ShapeCheck } from '../spec/shape.ts';
import { soundPart } from '../spec/sound-part.ts';
import { compileChannel } from './channel.ts';
import type { CompiledChannel } from './compiled-channel.ts';
import type { CompiledRoute } from './compiled-route.ts';
import { type ContractFacts, compileContract } from './contract/contract.ts';
import { followIn } from './contract/follow.ts';
import { compileRoute } from './route.ts';
import type { RouteContext } from './route-context.ts';
import type { SchemaFiles } from './schema/refs.ts';

export interface Unit {
  readonly path: string;
  /** As people know it. */
  readonly file: string;
  /** A higher one takes routes from a lower one; 0 for route files, below it are contracts. */
  readonly layer: number;
  /** Undefined for a route file. */
  readonly contract: ContractFacts | undefined;
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
  /** Where `$ref`s lead. */
  readonly referred: SchemaFiles;
}

/** What a unit depends on; computed without compiling anything. */
export function unitKey(file: RouteFile, context: Pick<UnitContext, 'settingsKey' | 'files'>): string {
  const { files } = context;
  const defaults = file.folders.map((folder) => files.defaults.get(folder)?.source.hash ?? '');
  const reached = reachedFiles(file, files).map(
    (path) =>
      `${path}=${files.documents.get(path)?.source.hash ?? files.remote?.failureOf(path) ?? ''}${files.assets.get(path) ?? ''}`,
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
  const { routes, channels, contract } = compileContent(file, context, report);
  const told = distinct(problems);
  return {
    path: file.source.path,
    file: file.source.file,
    // What is written by hand is said over what a contract says.
    layer: isContract(file) && file.layer === ROUTE_FILES ? CONTRACTS : file.layer,
    contract,
    key,
    routes,
    channels,
    claims: [...routes, ...channels].map(({ method, pattern }) => `${method} ${pattern.shape}`),
    problems: told,
    isBroken: told.some((problem) => problem.severity === 'error'),
  };
}

/** The layer of route files, and that of contracts below it. */
export const ROUTE_FILES = 0;
const CONTRACTS = -1;

type Content = Pick<Unit, 'routes' | 'channels' | 'contract'>;

const NOTHING: Content = { routes: [], channels: [], contract: undefined };

function isContract({ document }: RouteFile): boolean {
  return document !== undefined && contractKey(document.value) !== undefined;
}

/** What is left of a broken file is compiled, too, for what is wrong with it; it is not served. */
function compileContent(file: RouteFile, context: UnitContext, report: Report): Content {
  const { document } = file;
  if (!document || document.isEmpty) return NOTHING;
  const layers = surroundingLayers(file, context, report);
  if (isContract(file)) return compileContractContent(document, layers, context, report);
  const sound = soundPart(document, context.checkRouteFile, report);
  if (!sound || !layers || !isJsonObject(sound.value)) return NOTHING;
  const own = { value: sound.value, place: document.place };
  const removed = [...layers.flatMap((layer) => layer.removed), ...sound.removed];
  const inside: RouteContext = { ...context.route, report: withoutFollowUps(removed, report) };
  refuseExpressions(own.value.vars, own.place.child('vars'), report);
  const around: Layers = { settings: context.settings, layers: [...layers, own] };
  const group = (key: string): Located<JsonObject> | undefined => {
    const items = own.value[key];
    return isJsonObject(items) ? { value: items, place: own.place.child(key) } : undefined;
  };
  const routes = group('routes');
  const channels = group('channels');
  return {
    routes: routes ? compileRoutes(routes, around, inside) : [],
    channels: channels ? compileChannels(channels, around, inside) : [],
    contract: undefined,
  };
}

function compileContractContent(
  { value, place }: Located,
  layers: readonly Layer[] | undefined,
  context: UnitContext,
  report: Report,
): Content {
  if (!layers || !isJsonObject(value)) return NOTHING;
  const contract = compileContract(
    { value, place },
    {
      layers: { settings: context.settings, layers },
      context: { ...context.route, report },
      follow: followIn(context.referred),
    },
  );
  return contract ? { routes: contract.routes, channels: [], contract: contract.facts } : NOTHING;
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

/** The keys of a `_defaults` file that are fine, and what was taken out. */
interface Layer extends Located<JsonObject> {
  readonly removed: readonly Removed[];
}

/** The defaults around a file, or undefined when one of them cannot be read: then the whole folder cannot. */
function surroundingLayers(file: RouteFile, context: UnitContext, report: Report): readonly Layer[] | undefined {
  const layers: Layer[] = [];
  for (const folder of file.folders) {
    const defaults = context.files.defaults.get(folder);
    if (!defaults) continue;
    const layer = defaultsLayer(defaults, context.checkDefaults, report);
    if (!layer) return undefined;
    layers.push(layer);
  }
  return layers;
}

function defaultsLayer(file: LoadedFile, check: ShapeCheck, report: Report): Layer | undefined {
  const { document } = file;
  for (const problem of file.problems) report(problem);
  const sound = document && soundPart(document, check, report);
  if (!document || !sound) return undefined;
  const value = isJsonObject(sound.value) ? sound.value : {};
  refuseExpressions(value.vars, document.place.child('vars'), report);
  return { value, place: document.place, removed: sound.removed };
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
