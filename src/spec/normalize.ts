/** A shape-checked route file and the defaults around it → routes in canonical form. */

import { ROUTE_METHODS } from '../core/http-words.ts';
import { isJsonObject, type Json, type JsonObject } from '../core/json.ts';
import type { DeclaredParam, DeclaredSource } from '../core/kind.ts';
import { nearest } from '../core/nearest.ts';
import type { Place, Report } from '../core/problem.ts';
import { PARAM_SOURCES, type ParamSource } from '../core/source.ts';
import { type PathPattern, parsePath } from './path.ts';
import type { CaseSpec, Located, Named, RouteSpec } from './route-spec.ts';
import type { Settings } from './settings.ts';

/** What surrounds the routes of a file, from the outside in: folder defaults, then the file's own keys. */
export interface Surroundings {
  readonly settings: Settings;
  readonly layers: readonly Located<JsonObject>[];
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
  const own = parsePath(path);
  if ('message' in own) {
    report(
      place.problem('bad-path', own.message, {
        part: 'key',
        hint: own.hint,
        offset: method.length + space.length + own.offset,
        length: own.length,
      }),
    );
    return undefined;
  }
  const pattern = parsePath(`${prefix}${own.path === '/' ? '' : own.path}` || '/');
  if ('message' in pattern) {
    report(
      place.problem('bad-path', `with its prefix "${prefix}": ${pattern.message}`, { part: 'key', hint: pattern.hint }),
    );
    return undefined;
  }
  return { method, pattern };
}

/** A method that sticks to its path, or a path alone. */
function routeHint(key: string): string {
  if (key.startsWith('/')) return `write "GET ${key}"`;
  const joined = /^([A-Za-z]+)[:\s]*(\/.*)$/.exec(key);
  return joined && ROUTE_METHODS.includes((joined[1] ?? '').toUpperCase())
    ? `write "${joined[1]?.toUpperCase()} ${joined[2]}"`
    : 'write it as "GET /path"';
}

/** What all routes of a file have in common. */
interface Common {
  readonly prefix: string;
  readonly tags: readonly string[];
  readonly params: readonly Located<JsonObject>[];
  readonly vars: JsonObject;
  readonly headers: readonly Located[];
  readonly envelope: readonly Located[];
  readonly coerce: boolean;
  readonly delay: Located | undefined;
}

function mergeLayers({ settings, layers }: Surroundings, report: Report): Common {
  const each = <T>(key: string, take: (found: Located) => T): T[] =>
    layers.flatMap(({ value, place }) =>
      value[key] === undefined ? [] : [take({ value: value[key], place: place.child(key) })],
    );
  return {
    prefix: each('prefix', (found) => checkPrefix(found, report)).join(''),
    tags: [...new Set(each('tags', ({ value }) => value as readonly string[]).flat())],
    params: each('params', (found) => checkParams(found as Located<JsonObject>, report)),
    vars: Object.assign({}, settings.vars, ...each('vars', ({ value }) => value)) as JsonObject,
    headers: each('headers', (found) => checkHeaders(found, report)),
    envelope: [
      ...(settings.envelope ? [{ value: settings.envelope.spec, place: settings.envelope.place }] : []),
      ...each('envelope', (found) => found),
    ],
    coerce: each('coerce', ({ value }) => value === true).at(-1) ?? settings.coerce,
    delay: each('delay', (found) => found).at(-1),
  };
}

/** Names of headers are the same in upper and lower case. */
function checkHeaders(headers: Located, report: Report): Located {
  const first = new Map<string, string>();
  for (const name of isJsonObject(headers.value) ? Object.keys(headers.value) : []) {
    const twin = first.get(name.toLowerCase());
    if (twin === undefined) {
      first.set(name.toLowerCase(), name);
      continue;
    }
    const origin = headers.place.child(twin).origin({ part: 'key' });
    report(
      headers.place.child(name).problem('duplicate-key', `"${name}" and "${twin}" are one header`, {
        part: 'key',
        hint: 'remove one of the two; a list sends a header several times',
        related: [{ message: 'the first is here', origin }],
      }),
    );
  }
  return headers;
}

function checkParams(params: Located<JsonObject>, report: Report): Located<JsonObject> {
  const { header } = params.value;
  if (header !== undefined) checkHeaders({ value: header, place: params.place.child('header') }, report);
  return params;
}

function checkPrefix({ value, place }: Located, report: Report): string {
  const text = String(value);
  if (text === '' || text === '/') return '';
  const pattern = parsePath(text);
  if (!('message' in pattern)) return pattern.path;
  report(
    place.problem('bad-path', pattern.message, { hint: pattern.hint, offset: pattern.offset, length: pattern.length }),
  );
  return '';
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
    cases,
    responses: named(at('response')),
  };
}

function checkUrlNames(params: Located<JsonObject>, pattern: PathPattern, report: Report): void {
  const url = params.value.url;
  if (!isJsonObject(url)) return;
  for (const name of Object.keys(url)) {
    if (pattern.params.includes(name) || (name === 'additional' && typeof url[name] === 'boolean')) continue;
    const meant = nearest(name, pattern.params);
    report(
      params.place.child('url', name).problem('unknown-url-parameter', `the path has no parameter "{${name}}"`, {
        part: 'key',
        hint:
          meant === undefined
            ? pattern.params.length === 0
              ? `write it as ${pattern.path}/{${name}}`
              : `it has ${pattern.params.map((param) => `{${param}}`).join(', ')}`
            : `did you mean "${meant}"?`,
      }),
    );
  }
}

/** Sources by name, parameters by name, the nearest wins; a body is one whole. */
function mergeParams(layers: readonly Located<JsonObject>[], pattern: PathPattern): RouteSpec['params'] {
  const merged: { [source in ParamSource]?: DeclaredSource } = {};
  for (const source of PARAM_SOURCES) {
    const written = layers.flatMap(({ value, place }) => {
      const found = value[source];
      return found === undefined || found === null ? [] : [{ value: found, place: place.child(source) }];
    });
    if (written.length === 0) continue;
    const last = written.at(-1);
    if (source === 'body' && last)
      merged.body = { additional: true, params: [{ name: '', spec: last.value, place: last.place }] };
    else merged[source] = mergeSource(source, written, pattern);
  }
  return merged;
}

function mergeSource(source: ParamSource, written: readonly Located[], pattern: PathPattern): DeclaredSource {
  const params = new Map<string, DeclaredParam>();
  let additional = true;
  for (const { value, place } of written) {
    if (!isJsonObject(value)) continue;
    for (const [key, spec] of Object.entries(value)) {
      if (key === 'additional' && typeof spec === 'boolean') {
        additional = spec;
        continue;
      }
      const name = source === 'header' ? key.toLowerCase() : key;
      if (source === 'url' && !pattern.params.includes(name)) continue;
      params.set(name, { name, spec, place: place.child(key) });
    }
  }
  return { additional, params: [...params.values()] };
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
  warnUnreachable(cases, report);
  return cases;
}

function singleCase(
  route: Located<JsonObject>,
  shared: Inherited,
  around: Surroundings,
  report: Report,
): readonly CaseSpec[] | undefined {
  const { envelope: _, ...value } = route.value;
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

function warnUnreachable(cases: readonly CaseSpec[], report: Report): void {
  const open = cases.findIndex((item) => takesAll(item.when?.value));
  if (open < 0) return;
  const before = cases[open]?.place.origin().line;
  for (const item of cases.slice(open + 1)) {
    report(
      item.place.problem('unreachable-case', 'this case is never reached', {
        hint: `the case on line ${before} takes every request`,
      }),
    );
  }
}

function takesAll(when: Json | undefined): boolean {
  if (isJsonObject(when)) return Object.keys(when).length === 0;
  return when === undefined || when === true || (typeof when === 'string' && when.trim() === 'true');
}

function mergeNamed(layers: readonly (Located | undefined)[], keyOf: (name: string) => string): readonly Named[] {
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
