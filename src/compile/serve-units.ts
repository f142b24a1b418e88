/** Which route files are served, and in which version: who answers a route that several of them claim. */

import { sep } from 'node:path';
import type { Problem } from '../core/problem.ts';
import type { CompiledChannel } from './compiled-channel.ts';
import type { CompiledRoute } from './compiled-route.ts';
import type { ContractFacts } from './contract/contract.ts';
import { foldWarnings } from './schema/index.ts';
import { ROUTE_FILES, type Unit } from './unit.ts';

/** A path below which nothing can be read at the moment. */
interface Unreachable {
  readonly path: string;
  readonly file: string;
}

export interface ServedUnits {
  /** In the order of their files, as are the channels. */
  readonly routes: readonly CompiledRoute[];
  readonly channels: readonly CompiledChannel[];
  /** In the order of their files. */
  readonly contracts: readonly ContractFacts[];
  /** Routes and channels of a last good version, with the name of what is broken now. */
  readonly stale: ReadonlyMap<CompiledRoute | CompiledChannel, string>;
  /** Routes and channels that are declared twice. */
  readonly problems: readonly Problem[];
  /** The version that is served of each file, by its path. */
  readonly good: ReadonlyMap<string, Unit>;
  /** Who holds a claim, in each layer; the highest layer answers. */
  readonly owners: ReadonlyMap<number, Owners>;
}

export interface Offered {
  /** The files as they are now, by path, in the order in which they are told. */
  readonly units: ReadonlyMap<string, Unit>;
  readonly unreachable: readonly Unreachable[];
}

/**
 * Each file is served whole or, when it is broken, in its last good version. Of two files of one layer with one route, the
 * one that had it before keeps it and the other is the broken one (a contract goes without that route only); a last good
 * version yields to every file that is fine.
 * A higher layer takes routes from a lower one, and gives them back when it is gone.
 */
export function serveUnits({ units, unreachable }: Offered, previous: ServedUnits | undefined): ServedUnits {
  const owners = new Map<number, Owners>();
  const problems: Problem[] = [];
  const good = new Map<string, Unit>();
  const fallen = new Map<Unit, string>();
  for (const [layer, own] of byLayer(units.values(), previous?.owners.keys() ?? [])) {
    const held = previous?.owners.get(layer);
    const fresh = own.filter((unit) => !unit.isBroken);
    const settled = settleClaims(fresh, { held, costs: layer < ROUTE_FILES ? 'route' : 'file' });
    problems.push(...settled.problems);
    const served = own.filter((unit) => !unit.isBroken && !settled.losers.has(unit));
    for (const unit of served) good.set(unit.path, unit);
    const fallbacks = lastGood(own, { good, previous });
    if (layer <= ROUTE_FILES) fallbacks.push(...outOfReach(unreachable, units, { layer, previous }));
    for (const { last, file } of fallbacks) {
      good.set(last.path, last);
      fallen.set(last, file);
    }
    fallBack(fallbacks, settled.owners, held);
    owners.set(layer, settled.owners);
  }

  const answering = new Map([...owners.values()].flatMap((held) => [...held]));
  const routes: CompiledRoute[] = [];
  const channels: CompiledChannel[] = [];
  const contracts: ContractFacts[] = [];
  const stale = new Map<CompiledRoute | CompiledChannel, string>();
  for (const unit of inOrder(good, units)) {
    const file = fallen.get(unit);
    const isOwned = (_: unknown, index: number): boolean => answering.get(unit.claims[index] ?? '') === unit;
    const ownRoutes = unit.routes.filter(isOwned);
    const ownChannels = unit.channels.filter((channel, index) => isOwned(channel, unit.routes.length + index));
    for (const route of ownRoutes) routes.push(route);
    for (const channel of ownChannels) channels.push(channel);
    if (unit.contract) contracts.push(unit.contract);
    if (file !== undefined) for (const item of [...ownRoutes, ...ownChannels]) stale.set(item, file);
  }
  return { routes, channels, contracts, stale, problems, good, owners };
}

/** From the lowest to the highest; those of files were there before, if they are not there now. */
function byLayer(units: Iterable<Unit>, before: Iterable<number>): readonly (readonly [number, readonly Unit[]])[] {
  const layers = new Map<number, Unit[]>([[ROUTE_FILES, []]]);
  for (const layer of before) if (layer < ROUTE_FILES) layers.set(layer, []);
  for (const unit of units) {
    const layer = layers.get(unit.layer);
    if (layer) layer.push(unit);
    else layers.set(unit.layer, [unit]);
  }
  return [...layers].sort(([a], [b]) => a - b);
}

interface Before {
  readonly good: ReadonlyMap<string, Unit>;
  readonly previous: ServedUnits | undefined;
}

/** Of files that are broken, the version that was served before. */
function lastGood(units: readonly Unit[], { good, previous }: Before): Fallback[] {
  return units.flatMap(({ path, file }) => {
    const last = good.has(path) ? undefined : previous?.good.get(path);
    return last ? [{ last, file }] : [];
  });
}

/** Of files that are not known to be gone. */
function outOfReach(
  unreachable: readonly Unreachable[],
  units: Offered['units'],
  { layer, previous }: { readonly layer: number; readonly previous: ServedUnits | undefined },
): readonly Fallback[] {
  if (unreachable.length === 0) return [];
  return [...(previous?.good.values() ?? [])].flatMap((last) => {
    if (last.layer !== layer || units.has(last.path)) return [];
    const above = unreachable.find(({ path }) => last.path === path || last.path.startsWith(path + sep));
    return above ? [{ last, file: above.file }] : [];
  });
}

type Owners = ReadonlyMap<string, Unit>;

interface Settled {
  /** Claims of the files that lost none. */
  readonly owners: Map<string, Unit>;
  readonly losers: ReadonlySet<Unit>;
  readonly problems: readonly Problem[];
}

interface Rules {
  readonly held: Owners | undefined;
  /** What a lost claim costs: the whole file, or the one route where files are mostly somebody else's, as contracts are. */
  readonly costs: 'file' | 'route';
}

/** Who held a claim before keeps it, else the first one has it. */
function settleClaims(fresh: readonly Unit[], { held, costs }: Rules): Settled {
  const owners = new Map<string, Unit>();
  const lost: { readonly unit: Unit; readonly index: number; readonly claim: string }[] = [];
  for (const unit of fresh) {
    for (const [index, claim] of unit.claims.entries()) {
      const rival = owners.get(claim);
      if (rival === undefined) owners.set(claim, unit);
      else if (rival !== unit && held?.get(claim)?.path === unit.path) {
        lost.push({ unit: rival, index: rival.claims.indexOf(claim), claim });
        owners.set(claim, unit);
      } else lost.push({ unit, index, claim });
    }
  }
  const problems = lost.flatMap(({ unit, index, claim }) => {
    const first = owners.get(claim);
    const [item, winner] = [claimant(unit, index), first && claimant(first, first.claims.indexOf(claim))];
    if (!item || !winner) return [];
    const problem = duplicate(item, winner);
    return [
      costs === 'file' ? problem : { ...problem, severity: 'warning' as const, hint: 'only the first is served' },
    ];
  });
  if (costs === 'route') return { owners, losers: new Set(), problems: foldWarnings(problems) };
  const losers = new Set(lost.map(({ unit }) => unit));
  for (const unit of losers) {
    for (const claim of unit.claims) if (owners.get(claim) === unit) owners.delete(claim);
  }
  return { owners, losers, problems };
}

/** What makes a claim: claims of routes come first, those of channels behind them. */
function claimant({ routes, channels }: Unit, index: number): CompiledRoute | CompiledChannel | undefined {
  return routes[index] ?? channels[index - routes.length];
}

function duplicate(item: CompiledRoute | CompiledChannel, first: CompiledRoute | CompiledChannel): Problem {
  return item.place.problem('duplicate-route', `${item.id} is declared twice`, {
    part: 'key',
    hint: item.id === first.id ? 'remove one of the two' : `it takes the same requests as ${first.id}`,
    related: [{ message: 'the first is here', origin: first.origin }],
  });
}

interface Fallback {
  readonly last: Unit;
  /** What is broken now. */
  readonly file: string;
}

/** Gives last good versions the claims that are left: first those that they held, then any. */
function fallBack(fallbacks: readonly Fallback[], owners: Map<string, Unit>, held: Owners | undefined): void {
  for (const isWanted of [(claim: string, last: Unit) => held?.get(claim)?.path === last.path, () => true]) {
    for (const { last } of fallbacks) {
      for (const claim of last.claims) if (!owners.has(claim) && isWanted(claim, last)) owners.set(claim, last);
    }
  }
}

/** Files as they are told, then those that are out of reach. */
function* inOrder(good: ReadonlyMap<string, Unit>, units: ReadonlyMap<string, Unit>): Generator<Unit> {
  for (const path of units.keys()) {
    const unit = good.get(path);
    if (unit) yield unit;
  }
  for (const [path, unit] of good) if (!units.has(path)) yield unit;
}
