/** Which route answers a method and a path: literal paths in a map, the others in small radix trees by their literal beginning. */

import findMyWay, { type HTTPMethod } from 'find-my-way';
import { hashText } from '../core/hash.ts';
import type { PathPattern, PathSegment } from '../spec/path.ts';
import { type NearRoute, nearestRoutes } from './nearest-routes.ts';

/** What the table needs to know of a route. */
export interface Routable {
  readonly id: string;
  /** Upper case, `ANY`, or `WS` for a channel. */
  readonly method: string;
  readonly pattern: PathPattern;
}

export type RouteMatch<R> =
  | { readonly kind: 'found'; readonly route: R; readonly params: PathParams }
  /** The path exists under other methods: 405. `allow` is sorted. */
  | { readonly kind: 'wrong-method'; readonly allow: readonly string[] }
  | { readonly kind: 'missing' }
  /** The path is not valid percent-encoding: 400. */
  | { readonly kind: 'malformed' };

/** Percent-decoded, by name. */
export type PathParams = Readonly<Record<string, string>>;

export interface RouteTable<R extends Routable> {
  /** `path` is still encoded; HEAD finds GET routes. */
  match(method: string, path: string): RouteMatch<R>;
  /** The routes that come nearest to a request that found none, best first. */
  nearest(method: string, path: string, most: number): readonly NearRoute[];
  /** Trees by bucket, for the next table to share those whose routes are the same. */
  readonly shards: ReadonlyMap<number, Shard<R>>;
}

/** Some of the routes with parameters: a tree small enough to be built anew when one of its files changes. */
interface Shard<R> {
  readonly routes: readonly R[];
  find(method: string, path: string): Found<R> | undefined;
}

interface Found<R> {
  readonly route: R;
  readonly params: PathParams;
}

const NO_PARAMS: PathParams = Object.freeze(Object.create(null) as Record<string, string>);
/** `ANY` routes stand in a tree of their own, under a method that no request is asked for by. */
const ANY_METHOD = 'TRACE';

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

/** What the tree keeps of a route. */
interface TreeEntry<R> {
  readonly route: R;
  readonly slots: readonly ParamSlot[];
}

function createShard<R extends Routable>(routes: readonly R[]): Shard<R> {
  const tree = findMyWay({ maxParamLength: 65_536, allowUnsafeRegex: true, caseSensitive: true });
  const methods = new Set<string>();
  const taken = new Set<string>();
  const endings: Ending<R>[] = [];
  for (const route of routes) {
    const method = treeMethod(route.method);
    methods.add(method);
    const entry: TreeEntry<R> = { route, slots: paramSlots(route.pattern) };
    const path = treePath(route.pattern);
    tree.on(method, path, unused, entry);
    taken.add(`${method} ${path}`);
    if (route.pattern.segments.at(-1)?.kind === 'rest') endings.push({ method, path: path.slice(0, -2) || '/', entry });
  }
  for (const { method, path, entry } of endings) {
    if (!taken.has(`${method} ${path}`)) tree.on(method, path, unused, entry);
  }
  return {
    routes,
    find(method, path) {
      const asked = treeMethod(method);
      if (!methods.has(asked)) return undefined;
      const hit = tree.find(asked, path);
      if (!hit) return undefined;
      const { route, slots } = hit.store as TreeEntry<R>;
      return { route, params: namedParams(slots, hit.params) };
    },
  };
}

/** The tree only takes methods of HTTP: ours stand under some that no route has. Channels are in tables of their own. */
function treeMethod(method: string): HTTPMethod {
  if (method === 'ANY') return ANY_METHOD;
  return (method === 'TRACE' || method === 'WS' ? 'CONNECT' : method) as HTTPMethod;
}

function unused(): void {}

/** Where a path ends whose rest is empty; a route that is declared there comes first. */
interface Ending<R> {
  readonly method: HTTPMethod;
  readonly path: string;
  readonly entry: TreeEntry<R>;
}

/** find-my-way's own notation. */
function treePath(pattern: PathPattern): string {
  return pattern.segments.map((segment, index) => `/${treeSegment(segment, index)}`).join('');
}

function treeSegment(segment: PathSegment, index: number): string {
  switch (segment.kind) {
    case 'text':
      return literalText(segment).replaceAll(':', '::');
    case 'param':
      return `:p${index}`;
    case 'rest':
      return '*';
    case 'mixed':
      return mixedSegment(segment.parts, index);
  }
}

/** Every parameter but the last takes up to the first occurrence of the text behind it: linear, whatever comes. */
function mixedSegment(
  parts: readonly ({ readonly text: string } | { readonly param: string })[],
  index: number,
): string {
  const last = parts.findLastIndex((part) => 'param' in part);
  return parts
    .map((part, at) => {
      if ('text' in part) return escapeText(part.text).replaceAll(':', '::');
      const next = parts[at + 1];
      const isLast = at === last || !next || !('text' in next);
      const pattern = isLast ? '.+' : `(?:(?!${escapePattern(escapeText(next.text))}).)+`;
      return `:p${index}_${at}(${pattern})`;
    })
    .join('');
}

function escapePattern(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\/-]/g, '\\$&');
}

/** A parameter, and what the tree calls it: by position, since two routes may call the same place differently. */
interface ParamSlot {
  readonly name: string;
  readonly key: string;
}

function paramSlots({ segments }: PathPattern): readonly ParamSlot[] {
  const slots: ParamSlot[] = [];
  const add = (name: string, key: string): void => {
    slots.push({ name: asPropertyName(name), key: asPropertyName(key) });
  };
  for (const [index, segment] of segments.entries()) {
    if (segment.kind === 'param') add(segment.param, `p${index}`);
    else if (segment.kind === 'rest') add(segment.param, '*');
    else if (segment.kind === 'mixed') {
      for (const [at, part] of segment.parts.entries()) if ('param' in part) add(part.param, `p${index}_${at}`);
    }
  }
  return slots;
}

/** The same text as V8 keeps the names of properties: with any other string it first searches for that one, each time. */
function asPropertyName(text: string): string {
  return Object.keys({ [text]: true })[0] ?? text;
}

function namedParams(slots: readonly ParamSlot[], found: { readonly [key: string]: string | undefined }): PathParams {
  const params: Record<string, string> = Object.create(null);
  for (const { name, key } of slots) params[name] = unescapeText(found[key]);
  return params;
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

/**
 * A path whose segments are decoded, and in which what would mean something to the tree is escaped: an encoded slash, a
 * percent sign, `*`, `?`, `#`, `;`, brackets. Undefined where it is no valid percent-encoding.
 */
function canonicalPath(path: string): string | undefined {
  if (!MEANINGFUL.test(path)) return path;
  try {
    return path
      .split('/')
      .map((segment) => escapeText(decodeURIComponent(segment)))
      .join('/');
  } catch {
    return undefined;
  }
}

const MEANINGFUL = /[%*?#;()\ue000]/;
const ESCAPED = /[%*?#;()\ue000/]/g;
/** A private-use character: find-my-way decodes `%`, but not this. */
const ESCAPE = '\ue000';

function escapeText(text: string): string {
  return text.replace(ESCAPED, (character) => ESCAPE + character.charCodeAt(0).toString(16).padStart(4, '0'));
}

function unescapeText(text = ''): string {
  if (!text.includes(ESCAPE)) return text;
  return text.replace(/\ue000([0-9a-f]{4})/g, (_, code: string) => String.fromCharCode(Number.parseInt(code, 16)));
}

function literalText(segment: PathSegment): string {
  return segment.kind === 'text' ? escapeText(segment.text) : '';
}

function sameItems<T>(a: readonly T[], b: readonly T[]): boolean {
  return a.length === b.length && a.every((item, index) => item === b[index]);
}
