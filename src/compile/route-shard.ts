/** A small radix tree of routes with parameters, in find-my-way's notation. */

import findMyWay, { type HTTPMethod } from 'find-my-way';
import type { PathPattern, PathSegment } from '../spec/path.ts';
import { escapeText, literalText, unescapeText } from './path-text.ts';

/** What the table needs to know of a route. */
export interface Routable {
  readonly id: string;
  /** Upper case, `ANY`, or `WS` for a channel. */
  readonly method: string;
  readonly pattern: PathPattern;
}

/** Percent-decoded, by name. */
export type PathParams = Readonly<Record<string, string>>;

/** Some of the routes with parameters: a tree small enough to be built anew when one of its files changes. */
export interface Shard<R> {
  readonly routes: readonly R[];
  find(method: string, path: string): Found<R> | undefined;
}

export interface Found<R> {
  readonly route: R;
  readonly params: PathParams;
}

/** `ANY` routes stand in a tree of their own, under a method that no request is asked for by. */
const ANY_METHOD = 'TRACE';

/** What the tree keeps of a route. */
interface TreeEntry<R> {
  readonly route: R;
  readonly slots: readonly ParamSlot[];
}

export function createShard<R extends Routable>(routes: readonly R[]): Shard<R> {
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
