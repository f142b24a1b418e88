/** A shape-checked route file and the defaults around it → routes in canonical form. */

import { ROUTE_METHODS } from '../core/http-words.ts';
import { isJsonObject, type Json, type JsonObject } from '../core/json.ts';
import { nearest } from '../core/nearest.ts';
import type { Place, Report } from '../core/problem.ts';
import { type Common, checkHeaders, checkParams, type Layers, mergeLayers } from './layers.ts';
import { checkUrlNames, mergeParams } from './params.ts';
import type { PathPattern } from './path.ts';
import { parsePrefixedPath } from './prefixed-path.ts';
import type { CaseSpec, Located, Named, RouteSpec } from './route-spec.ts';
import { warnUnreachable } from './unreachable.ts';

/** What surrounds the routes of a file. */
export interface Surroundings extends Layers {
  /** Names of the answer kinds: `data`, `body`, `file`. */
  readonly answers: readonly string[];
}

/** Reports what is wrong with route keys, paths and keys that exclude each other, and leaves those routes out. */
export function normalizeRoutes(routes: Located<JsonObject>, around: Surroundings, report: Report): RouteSpec[] {
  const common = mergeLayers(around, report);
  const specs: RouteSpec[] = [];
  for (const [key, value] of Object.entries(routes.value)) {
    const place = routes.place.child(key);
    const target = parseTarget(key, common.prefix, place, report);
    if (!target) continue;
    const written = isJsonObject(value) ? value : {};
    const spec = normalizeRoute({ value: written, place }, target, common, around, report);
    if (spec) specs.push(spec);
  }
  return specs;
}

interface Target {
  readonly method: string;
  readonly pattern: PathPattern;
}

const COMMON_METHODS = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE', 'HEAD', 'OPTIONS', 'ANY'];

function parseTarget(key: string, prefix: string, place: Place, report: Report): Target | undefined {
  const match = /^(\S+)(\s+)(.+)$/.exec(key);
  const [, method = '', space = '', path = ''] = match ?? [];
  if (!match) {
    report(place.problem('bad-route', `"${key}" is no route`, { part: 'key', hint: routeHint(key) }));
    return undefined;
  }
  const several = key.split(/[\s,|;+]+/).filter((word) => ROUTE_METHODS.includes(word.toUpperCase()));
  if (several.length > 1) {
    const target = key.slice(Math.max(key.indexOf('/'), 0));
    report(
      place.problem('bad-route', 'a route has one method', {
        part: 'key',
        hint: `write ${several.map((word) => `"${word.toUpperCase()} ${target}"`).join(' and ')}, or "ANY ${target}"`,
      }),
    );
    return undefined;
  }
  if (!ROUTE_METHODS.includes(method)) {
    const meant = ROUTE_METHODS.includes(method.toUpperCase())
      ? method.toUpperCase()
      : nearest(method.toUpperCase(), COMMON_METHODS);
    report(
      place.problem('bad-route', `"${method}" is no HTTP method`, {
        part: 'key',
        hint:
          meant === undefined ? `the usual ones are ${COMMON_METHODS.join(', ')}` : `did you mean "${meant} ${path}"?`,
      }),
    );
    return undefined;
  }
  const pattern = parsePrefixedPath({ path, offset: method.length + space.length }, prefix, place, report);
  return pattern && { method, pattern };
}

/** A method that sticks to its path, or a path alone. */
function routeHint(key: string): string {
  if (key.startsWith('/')) return `write "GET ${key}"`;
  const joined = /^([A-Za-z]+)[:\s]*(\/.*)$/.exec(key);
  return joined && ROUTE_METHODS.includes((joined[1] ?? '').toUpperCase())
    ? `write "${joined[1]?.toUpperCase()} ${joined[2]}"`
    : 'write it as "GET /path"';
}

function normalizeRoute(
  route: Located<JsonObject>,
  { method, pattern }: Target,
  common: Common,
  around: Surroundings,
  report: Report,
): RouteSpec | undefined {
  const { value, place } = route;
  const id = `${method} ${pattern.path}`;
  const at = (key: string): Located | undefined => {
    const found = value[key];
    return found === undefined ? undefined : { value: found, place: place.child(key) };
  };
  const own = at('params') as Located<JsonObject> | undefined;
  if (own) {
    checkParams(own, report);
    checkUrlNames(own, pattern, report);
  }
  const envelope = at('envelope');
  const shared: Inherited = {
    headers: common.headers,
    cookies: at('cookies'),
    delay: at('delay') ?? common.delay,
    envelope: envelope ? [...common.envelope, envelope] : common.envelope,
  };
  const cases = normalizeCases(route, shared, around, report);
  if (!cases) return undefined;
  return {
    method,
    pattern,
    place,
    name: text(value.name) ?? id,
    summary: text(value.summary),
    description: text(value.description),
    isDeprecated: value.deprecated === true,
    tags: [...new Set([...common.tags, ...((value.tags ?? []) as readonly string[])])],
    params: mergeParams([...common.params, ...(own ? [own] : [])], pattern),
    vars: { ...common.vars, ...(isJsonObject(value.vars) ? value.vars : {}) },
    coerce: typeof value.coerce === 'boolean' ? value.coerce : common.coerce,
    envelope: shared.envelope,
    times: at('times'),
    cases,
    responses: named(at('response')),
  };
}

/** What a route hands down to its cases. */
interface Inherited {
  readonly headers: readonly Located[];
  readonly cookies: Located | undefined;
  readonly delay: Located | undefined;
  readonly envelope: readonly Located[];
}

/** Keys that belong to one answer: beside `cases` they would say two things at once. */
const ANSWER_KEYS = ['status', 'code', 'message'];

function normalizeCases(
  route: Located<JsonObject>,
  shared: Inherited,
  around: Surroundings,
  report: Report,
): readonly CaseSpec[] | undefined {
  const { value, place } = route;
  const written = value.cases;
  if (!Array.isArray(written)) return singleCase(route, shared, around, report);
  const conflicting = [...around.answers, ...ANSWER_KEYS].filter((key) => value[key] !== undefined);
  for (const key of conflicting) {
    report(
      place
        .child(key)
        .problem('conflicting-keys', `"${key}" stands beside "cases"`, { part: 'key', hint: 'move it into a case' }),
    );
  }
  if (conflicting.length > 0) return undefined;
  const headers =
    value.headers === undefined
      ? shared.headers
      : [...shared.headers, checkHeaders({ value: value.headers, place: place.child('headers') }, report)];
  const cases = written.flatMap((item: Json, index) => {
    const located = { value: isJsonObject(item) ? item : {}, place: place.child('cases', index) };
    return normalizeCase(located, { ...shared, headers }, around, report) ?? [];
  });
  warnUnreachable(cases, { item: 'case', all: 'every request' }, report);
  return cases;
}

function singleCase(
  route: Located<JsonObject>,
  shared: Inherited,
  around: Surroundings,
  report: Report,
): readonly CaseSpec[] | undefined {
  const { envelope: _, times: __, ...value } = route.value;
  const only = normalizeCase({ value, place: route.place }, { ...shared, cookies: undefined }, around, report);
  return only && [only];
}

function normalizeCase(
  item: Located<JsonObject>,
  shared: Inherited,
  around: Surroundings,
  report: Report,
): CaseSpec | undefined {
  const { value, place } = item;
  const at = (key: string): Located | undefined => {
    const found = value[key];
    return found === undefined ? undefined : { value: found, place: place.child(key) };
  };
  const [kind, ...others] = around.answers.filter((name) => value[name] !== undefined);
  for (const other of others) {
    report(
      place.child(other).problem('conflicting-keys', `"${other}" stands beside "${kind}"`, {
        part: 'key',
        hint: 'an answer has one of them',
      }),
    );
  }
  if (others.length > 0) return undefined;
  const answer = kind === undefined ? undefined : at(kind);
  if (kind !== undefined && kind !== 'data') warnEnvelopeKeys(item, kind, report);
  const ownEnvelope = at('envelope');
  const ownHeaders = at('headers');
  return {
    place,
    when: at('when'),
    answer: answer && kind !== undefined ? { ...answer, kind } : undefined,
    status: at('status'),
    code: at('code'),
    message: at('message'),
    headers: mergeNamed([...shared.headers, ownHeaders && checkHeaders(ownHeaders, report)], (name) =>
      name.toLowerCase(),
    ),
    cookies: mergeNamed([shared.cookies, at('cookies')], (name) => name),
    delay: at('delay') ?? shared.delay,
    times: at('times'),
    envelope: ownEnvelope ? [...shared.envelope, ownEnvelope] : shared.envelope,
  };
}

/** `code` and `message` are said by the envelope only. */
function warnEnvelopeKeys({ value, place }: Located<JsonObject>, kind: string, report: Report): void {
  for (const key of ['code', 'message'].filter((name) => value[name] !== undefined)) {
    report(
      place.child(key).problem('conflicting-keys', `"${key}" has no effect beside "${kind}"`, {
        part: 'key',
        severity: 'warning',
        hint: `it belongs to the envelope, and "${kind}" is sent without one`,
      }),
    );
  }
}

/** The members of all layers; of those that are one by `keyOf` the last holds, where the first stood. */
export function mergeNamed(
  layers: readonly (Located | undefined)[],
  keyOf: (name: string) => string,
): readonly Named[] {
  const merged = new Map<string, Named>();
  for (const layer of layers) for (const item of named(layer)) merged.set(keyOf(item.name), item);
  return [...merged.values()];
}

function named(located: Located | undefined): readonly Named[] {
  if (!located || !isJsonObject(located.value)) return [];
  return Object.entries(located.value).map(([name, value]) => ({ name, value, place: located.place.child(name) }));
}

function text(value: Json | undefined): string | undefined {
  return typeof value === 'string' ? value : undefined;
}
