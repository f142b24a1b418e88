/** Which routes stand under which path and method of a document: OpenAPI knows less of both than a mock. */

import type { CompiledRoute } from '../../compile/compiled-route.ts';

/** The methods that OpenAPI has, in the order in which they are printed. */
const METHODS = ['get', 'put', 'post', 'delete', 'options', 'head', 'patch', 'trace'] as const;

export interface DocumentPath {
  /** As the document writes it. */
  readonly path: string;
  readonly operations: readonly PlacedRoute[];
}

export interface PlacedRoute {
  /** In small letters. */
  readonly method: string;
  readonly route: CompiledRoute;
  /** Parameters of the path that the document calls by the name of another route's. */
  readonly renamed: ReadonlyMap<string, string>;
}

export interface Placement {
  readonly paths: readonly DocumentPath[];
  /** Routes that OpenAPI has no place for: their method, or their path beside that of another. */
  readonly left: readonly CompiledRoute[];
}

/** In the order of the routes; `ANY` takes every method that no other route has at its path. */
export function placeRoutes(routes: readonly CompiledRoute[]): Placement {
  const groups = new Map<string, Group>();
  const left: CompiledRoute[] = [];
  // Paths stand in the order of their first route, whatever its method.
  const grouped = routes.map((route) => ({ route, ...groupOf(route, groups) }));
  const place = ({ route, path, group }: Grouped, methods: readonly string[]): void => {
    const free = methods.filter((method) => !group.placed.has(method));
    if (free.length === 0) left.push(route);
    for (const method of free) group.placed.set(method, { method, route, renamed: renamedIn(path, group.path) });
  };
  for (const item of grouped) if (item.route.method !== 'ANY') place(item, known(item.route.method));
  const own = methodsByShape(routes);
  for (const item of grouped) {
    if (item.route.method === 'ANY') place(item, anyMethods(own.get(item.route.pattern.shape)));
  }
  return {
    paths: [...groups.values()]
      .filter(({ placed }) => placed.size > 0)
      .map(({ path, placed }) => ({ path, operations: METHODS.flatMap((method) => placed.get(method) ?? []) })),
    left,
  };
}

/** Routes whose paths differ only in the names of their parameters. */
interface Group {
  readonly path: string;
  /** By method. */
  readonly placed: Map<string, PlacedRoute>;
}

interface Grouped {
  readonly route: CompiledRoute;
  /** As the document would write it if the route were alone. */
  readonly path: string;
  readonly group: Group;
}

/** A new group is put to the others. */
function groupOf(route: CompiledRoute, groups: Map<string, Group>): Pick<Grouped, 'path' | 'group'> {
  const path = documentPath(route);
  const key = path.replace(NAMES, '{}');
  const group = groups.get(key) ?? { path, placed: new Map<string, PlacedRoute>() };
  groups.set(key, group);
  return { path, group };
}

function known(method: string): readonly string[] {
  return METHODS.filter((one) => one === method.toLowerCase());
}

/** A GET route of the path answers its HEAD, too. */
function anyMethods(taken: ReadonlySet<string> = new Set()): readonly string[] {
  return METHODS.filter((method) => !taken.has(method) && !(method === 'head' && taken.has('get')));
}

function methodsByShape(routes: readonly CompiledRoute[]): ReadonlyMap<string, ReadonlySet<string>> {
  const methods = new Map<string, Set<string>>();
  for (const { method, pattern } of routes) {
    methods.set(pattern.shape, (methods.get(pattern.shape) ?? new Set()).add(method.toLowerCase()));
  }
  return methods;
}

const NAMES = /\{[^{}]*\}/g;

/** `{rest*}` has no like in OpenAPI; what a URL cannot have as it is, is encoded. */
function documentPath({ path }: CompiledRoute): string {
  return path.replace(/\{([^{}*]*)\*\}/g, '{$1}').replace(/[\s?#"<>\\^`|]/g, encodeURIComponent);
}

/** One path has one name for a parameter, whatever its methods call it. */
function renamedIn(own: string, shown: string): ReadonlyMap<string, string> {
  if (own === shown) return NOTHING_RENAMED;
  const [from, to] = [own, shown].map((path) => [...path.matchAll(NAMES)].map(([name]) => name.slice(1, -1)));
  return new Map((from ?? []).map((name, index) => [name, to?.[index] ?? name]));
}

const NOTHING_RENAMED: ReadonlyMap<string, string> = new Map();
