/** Which route answers a method and a path: literal paths in a map, the others in small radix trees by their literal beginning. */

import { hashText } from '../core/hash.ts';
import type { PathPattern } from '../spec/path.ts';
import { type NearRoute, nearestRoutes } from './nearest-routes.ts';
import { canonicalPath, literalText } from './path-text.ts';
import { createShard, type Found, type PathParams, type Routable, type Shard } from './route-shard.ts';

export type RouteMatch<R> =
  | { readonly kind: 'found'; readonly route: R; readonly params: PathParams }
  /** The path exists under other methods: 405. `allow` is sorted. */
  | { readonly kind: 'wrong-method'; readonly allow: readonly string[] }
  | { readonly kind: 'missing' }
  /** The path is not valid percent-encoding: 400. */
  | { readonly kind: 'malformed' };

export interface RouteTable<R extends Routable> {
  /** `path` is still encoded; HEAD finds GET routes. */
  match(method: string, path: string): RouteMatch<R>;
  /** The routes that come nearest to a request that found none, best first. */
  nearest(method: string, path: string, most: number): readonly NearRoute[];
  /** Trees by bucket, for the next table to share those whose routes are the same. */
  readonly shards: ReadonlyMap<number, Shard<R>>;
}

const NO_PARAMS: PathParams = Object.freeze(Object.create(null) as Record<string, string>);
/** Builds the table; trees of `previous` whose routes did not change are taken over. */
export function createRouteTable<R extends Routable>(routes: readonly R[], previous?: RouteTable<R>): RouteTable<R> {
  const literal = new Map<string, Map<string, R>>();
  const byBucket = new Map<number, R[]>();
  const bucketOf = new Map<string, number>();
  const depths = new Set<number>();
  for (const route of routes) {
    if (route.pattern.params.length === 0) {
      const path = `/${route.pattern.segments.map((segment) => literalText(segment)).join('/')}`;
      const methods = literal.get(path) ?? new Map<string, R>();
      methods.set(route.method, route);
      literal.set(path, methods);
    } else {
      const { beginning, depth } = literalBeginning(route.pattern);
      const bucket = hashText(beginning) % BUCKETS;
      bucketOf.set(beginning, bucket);
      depths.add(depth);
      const list = byBucket.get(bucket);
      if (list) list.push(route);
      else byBucket.set(bucket, [route]);
    }
  }
  const shards = new Map<number, Shard<R>>();
  for (const [bucket, list] of byBucket) {
    const before = previous?.shards.get(bucket);
    shards.set(bucket, before && sameItems(before.routes, list) ? before : createShard(list));
  }
  const byBeginning = new Map<string, Shard<R>>();
  for (const [beginning, bucket] of bucketOf) {
    const shard = shards.get(bucket);
    if (shard) byBeginning.set(beginning, shard);
  }
  /** The longest literal beginning first: it is the more literal path. */
  const depthsDown = [...depths].sort((a, b) => b - a);
  const shardsFor = (path: string): readonly Shard<R>[] => {
    const found: Shard<R>[] = [];
    for (const depth of depthsDown) {
      const shard = byBeginning.get(beginningOf(path, depth));
      if (shard && !found.includes(shard)) found.push(shard);
    }
    return found;
  };

  const find = (method: string, path: string): Found<R> | undefined => {
    const route = literal.get(path)?.get(method);
    if (route) return { route, params: NO_PARAMS };
    for (const depth of depthsDown) {
      const hit = byBeginning.get(beginningOf(path, depth))?.find(method, path);
      if (hit) return hit;
    }
    return undefined;
  };
  const hasAny = routes.some((route) => route.method === 'ANY');
  const findWithAny = (method: string, path: string): Found<R> | undefined => {
    const own = find(method, path) ?? (method === 'HEAD' ? find('GET', path) : undefined);
    if (!hasAny) return own;
    const any = find('ANY', path);
    return any && (!own || any.route.pattern.rank < own.route.pattern.rank) ? any : own;
  };

  return {
    shards,
    match(method, rawPath) {
      const path = canonicalPath(trimSlash(rawPath));
      if (path === undefined) return { kind: 'malformed' };
      const found = findWithAny(method, path);
      if (found) return { kind: 'found', route: found.route, params: found.params };
      const allow = allowed(literal.get(path), shardsFor(path), path);
      return allow.length > 0 ? { kind: 'wrong-method', allow } : { kind: 'missing' };
    },
    nearest: (method, path, most) => nearestRoutes(routes, method, trimSlash(path), most),
  };
}

function allowed<R extends Routable>(
  literal: ReadonlyMap<string, R> | undefined,
  shards: readonly Shard<R>[],
  path: string,
): readonly string[] {
  const methods = new Set(literal?.keys());
  for (const shard of shards) {
    for (const method of new Set(shard.routes.map((route) => route.method))) {
      if (!methods.has(method) && shard.find(method, path)) methods.add(method);
    }
  }
  if (methods.size === 0) return [];
  if (methods.has('GET')) methods.add('HEAD');
  methods.add('OPTIONS');
  return [...methods].sort();
}

const BUCKETS = 512;
/** Literal segments that sort a path into its tree; more would only make more look-ups. */
const MOST_LITERAL = 3;

/** The literal segments that a path with parameters begins with, and how many. */
function literalBeginning(pattern: PathPattern): { readonly beginning: string; readonly depth: number } {
  const { segments } = pattern;
  const end = segments.findIndex((segment) => segment.kind !== 'text');
  const depth = Math.min(end < 0 ? segments.length : end, MOST_LITERAL);
  const beginning = segments.slice(0, depth).map((segment) => `/${literalText(segment)}`);
  return { beginning: beginning.join(''), depth };
}

/** The first segments of a path; shorter ones give what they have. */
function beginningOf(path: string, depth: number): string {
  let end = 0;
  for (let count = 0; count < depth; count++) {
    end = path.indexOf('/', end + 1);
    if (end < 0) {
      end = path.length;
      break;
    }
  }
  return depth === 0 ? '' : path.slice(0, end);
}

function trimSlash(path: string): string {
  return path.length > 1 && path.endsWith('/') ? path.slice(0, -1) : path;
}

function sameItems<T>(a: readonly T[], b: readonly T[]): boolean {
  return a.length === b.length && a.every((item, index) => item === b[index]);
}
