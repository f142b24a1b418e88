/** `request` of a check: which requests it is about, by route or by method and path. */

import type { CompiledChannel } from '../../compile/compiled-channel.ts';
import type { CompiledRoute } from '../../compile/compiled-route.ts';
import { declaredNames, requestNames } from '../../compile/names.ts';
import { MOST_EDITS, pathDistance } from '../../compile/nearest-routes.ts';
import { pathDifference } from '../../compile/path-difference.ts';
import type { Snapshot } from '../../compile/snapshot.ts';
import type { NameTable } from '../../core/names.ts';
import type { Place, Report } from '../../core/problem.ts';
import { type PathSegment, parsePath } from '../../spec/path.ts';
import type { ExchangeEntry } from '../entry.ts';
import type { Miss } from './closest.ts';
import { type ContainedQuery, compileQuery, NO_QUERY } from './contained-query.ts';
import { parseRequestText, type RequestText } from './request-text.ts';
import { unknownRoute } from './unknown-route.ts';

export interface Selector {
  /** `PUT /shop/goods/{id}`. */
  readonly text: string;
  /** What conditions about such a request may use. */
  readonly names: NameTable;
  takes(entry: ExchangeEntry): boolean;
  /** What keeps a request that is not taken from it; undefined where it is another thing altogether. */
  miss(entry: ExchangeEntry): Miss | undefined;
}

/** Reports what is wrong with it. */
export function compileSelector(
  written: string,
  place: Place,
  { snapshot, report }: { readonly snapshot: Snapshot; readonly report: Report },
): Selector | undefined {
  const text = parseRequestText(written, place, report);
  if (!text) return undefined;
  const query = compileQuery(text.queryText, place, report);
  if (!query) return undefined;
  const target = text.path.includes('{')
    ? templateTarget(text, place, { snapshot, report })
    : plainTarget(text, snapshot);
  return target && selectorOf(text, target, query);
}

/** A path, and the requests that are on it. */
interface Target {
  readonly segments: readonly PathSegment[];
  readonly names: NameTable;
  isOn(entry: ExchangeEntry): boolean;
}

type Item = CompiledRoute | CompiledChannel;

/** A path with parameters: that of a route. */
function templateTarget(
  { method, path, pathOffset }: RequestText,
  place: Place,
  { snapshot, report }: { readonly snapshot: Snapshot; readonly report: Report },
): Target | undefined {
  const pattern = parsePath(path);
  if ('message' in pattern) {
    const { message, hint, offset, length } = pattern;
    report(place.problem('bad-path', message, { hint, offset: pathOffset + offset, length }));
    return undefined;
  }
  const items = itemsFor(method, pattern.path, snapshot);
  if (items.length > 0) return routeTarget(items);
  report(unknownRoute({ method, pattern }, place, snapshot));
  return undefined;
}

/** A route without parameters, or a path as it is sent, whatever takes it. */
function plainTarget({ method, path }: RequestText, snapshot: Snapshot): Target {
  const asked = segmentsOf(path);
  const id = method && `${method} /${asked.join('/')}`;
  const route = [...snapshot.routes, ...snapshot.channels].find((item) => item.id === id);
  if (route) return routeTarget([route]);
  return {
    segments: plainSegments(path),
    names: requestNames(),
    isOn({ exchange }) {
      const sent = segmentsOf(exchange.request.path);
      return sent.length === asked.length && sent.every((text, index) => text === asked[index]);
    },
  };
}

/** The route of that id; where no route names the method, those that take it. */
function itemsFor(method: string | undefined, path: string, { routes, channels }: Snapshot): readonly Item[] {
  const onPath = [...routes, ...channels].filter((item) => item.path === path);
  const named = onPath.filter((item) => item.method === method);
  if (named.length > 0) return named;
  if (method === undefined || method === 'ANY') return onPath;
  return onPath.filter((item) => item.method === 'ANY' || (method === 'HEAD' && item.method === 'GET'));
}

function routeTarget(items: readonly Item[]): Target {
  const [first] = items;
  const ids = new Set(items.map((item) => item.id));
  return {
    segments: first?.pattern.segments ?? [],
    names: items.length === 1 && first ? declaredNames(first) : requestNames(),
    isOn: ({ met }) => met !== undefined && ids.has(met.id),
  };
}

/** The requests that a route takes by its own method. */
export function selectRoute(route: CompiledRoute): Selector {
  return selectorOf({ ...route, pathOffset: 0, queryText: '' }, routeTarget([route]), NO_QUERY);
}

function selectorOf({ method, path, queryText }: RequestText, target: Target, query: ContainedQuery): Selector {
  const { segments, names, isOn } = target;
  const isRight = (entry: ExchangeEntry): boolean => takesMethod(method, entry.method);
  return {
    text: `${method === undefined ? '' : `${method} `}${path}${queryText === '' ? '' : `?${queryText}`}`,
    names,
    takes: (entry) => isRight(entry) && isOn(entry) && query.isIn(entry.exchange),
    miss(entry) {
      const sent = entry.exchange.request.path;
      const isMethodRight = isRight(entry);
      const wrongMethod = isMethodRight ? [] : [`method: expected ${method ?? 'any'}, received ${entry.method}`];
      if (isOn(entry)) {
        const missing = query.differences(entry.exchange);
        return { distance: SAME_PATH + missing.length + wrongMethod.length, differences: [...wrongMethod, ...missing] };
      }
      const difference = pathDifference({ segments }, sent);
      const distance = difference === undefined ? 0 : pathDistance(segments, sent);
      if (distance > MOST_EDITS) return undefined;
      const wrongPath = difference === undefined ? takenBy(entry, isMethodRight) : [`path: ${difference}`];
      return {
        distance: (difference === undefined ? SAME_PATH : OTHER_PATH) + distance + wrongMethod.length,
        differences: [...wrongMethod, ...wrongPath],
      };
    },
  };
}

/** Behind all that the right method and path brought. */
const SAME_PATH = 100;
const OTHER_PATH = 200;

/** The path would fit, and still it was another route's. */
function takenBy({ met }: ExchangeEntry, isMethodRight: boolean): readonly string[] {
  if (!isMethodRight) return [];
  return [met ? `route: it was taken by ${met.id}` : 'route: there was none when it came'];
}

/** What a browser or a proxy asks unasked, HEAD and OPTIONS, counts only where it is named. */
export function takesMethod(wanted: string | undefined, method: string): boolean {
  if (wanted !== undefined && wanted !== 'ANY') return wanted === method;
  return method !== 'HEAD' && method !== 'OPTIONS';
}

/** Of a path as it is sent. */
export function plainSegments(path: string): readonly PathSegment[] {
  return segmentsOf(path).map((text) => ({ kind: 'text', text }));
}

/** Decoded, without a slash at the end. */
function segmentsOf(path: string): readonly string[] {
  const trimmed = path.replace(/\/$/, '').slice(1);
  return trimmed === '' ? [] : trimmed.split('/').map(decodeLoosely);
}

function decodeLoosely(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
