/** The names that expressions may use in a route or channel, and what is known of them when the file is loaded. */

import { isJsonObject, type Json, type JsonObject } from '../core/json.ts';
import { ANYTHING, type Known, type NameTable } from '../core/names.ts';
import { HANDSHAKE_SOURCES, PARAM_SOURCES, type ParamSource } from '../core/source.ts';
import type { PathPattern } from '../spec/path.ts';
import type { Constants, ParameterInfo } from './compiled-route.ts';

const members = (entries: readonly (readonly [string, Known])[]): Known => ({
  members: new Map(entries),
  unknownMember: 'error',
});

const VALUE = ANYTHING;
const HEADERS: Known = { unknownMember: 'allow', lowerCase: true };

const HANDSHAKE = [
  ['method', VALUE],
  ['url', members(['href', 'path', 'port', 'host', 'query'].map((name) => [name, VALUE]))],
  ['headers', HEADERS],
  ['client', members(['host', 'port'].map((name) => [name, VALUE]))],
  ['cookies', ANYTHING],
  ['time', VALUE],
] as const;
const REQUEST = members([...HANDSHAKE, ['body', VALUE]]);

const ROUTE = members(['name', 'path', 'tags'].map((name) => [name, VALUE]));

/** What is known of a source that a route does not declare. */
const OPEN: Readonly<Record<ParamSource, Known>> = {
  url: members([]),
  query: ANYTHING,
  header: HEADERS,
  cookie: ANYTHING,
  body: ANYTHING,
  form: ANYTHING,
  file: ANYTHING,
};

/** The names of one route: what it declares, its path's parameters and its constants. */
export function routeNames(
  sources: ReadonlyMap<ParamSource, Known>,
  pathParams: readonly string[],
  vars: JsonObject,
): NameTable {
  const table = new Map<string, Known>();
  for (const source of PARAM_SOURCES) table.set(source, sources.get(source) ?? OPEN[source]);
  table.set('url', withNames(sources.get('url'), pathParams));
  table.set('request', REQUEST);
  table.set('route', ROUTE);
  table.set('env', ANYTHING);
  table.set('vars', knownValue(vars));
  return table;
}

/** The names of a compiled route or channel, as far as what is kept of it tells: for conditions about requests that are over. */
export function declaredNames({ parameters, pattern, constants, bodyNames }: Declared): NameTable {
  const bySource = new Map<ParamSource, Map<string, Known>>();
  for (const { in: source, name } of parameters) {
    const key = source === 'header' ? name.toLowerCase() : name;
    bySource.set(source, (bySource.get(source) ?? new Map()).set(key, ANYTHING));
  }
  const known = new Map([...bySource].map(([source, names]) => [source, { ...CLOSED[source], members: names }]));
  if (bodyNames)
    known.set('body', { unknownMember: 'error', members: new Map(bodyNames.map((name) => [name, VALUE])) });
  else known.delete('body');
  return routeNames(known, pattern.params, constants.vars);
}

interface Declared {
  readonly parameters: readonly ParameterInfo[];
  readonly pattern: Pick<PathPattern, 'params'>;
  readonly constants: Pick<Constants, 'vars'>;
  readonly bodyNames?: readonly string[] | undefined;
}

/** What to say of a name that a source does not declare. */
const CLOSED: Readonly<Record<ParamSource, Known>> = {
  url: { unknownMember: 'error' },
  query: { unknownMember: 'error' },
  header: { unknownMember: 'near-error', lowerCase: true },
  cookie: { unknownMember: 'near-error' },
  body: ANYTHING,
  form: { unknownMember: 'error' },
  file: { unknownMember: 'near-error' },
};

/** The names of a request of which it is not known which route takes it. */
export function requestNames(): NameTable {
  const table = new Map<string, Known>([
    ['request', REQUEST],
    ['route', ROUTE],
    ['env', ANYTHING],
    ['vars', ANYTHING],
  ]);
  for (const source of PARAM_SOURCES) table.set(source, source === 'header' ? HEADERS : ANYTHING);
  return table;
}

/** The names of a channel, by the event whose expressions use them. */
export interface ChannelNames {
  /** Before there is a connection: `room` and `user` of the channel. */
  readonly handshake: NameTable;
  /** `join` and `leave`. */
  readonly presence: NameTable;
  readonly message: NameTable;
  readonly invalid: NameTable;
  /** For a room and not for a connection. */
  readonly timer: NameTable;
}

/** `message` is what is known of a client's messages: of ANYTHING it is not even known that they are JSON. */
export function channelNames(
  sources: ReadonlyMap<ParamSource, Known>,
  pathParams: readonly string[],
  vars: JsonObject,
  message: Known,
): ChannelNames {
  const constants = ['route', 'env', 'vars'];
  const taken = [...constants, ...HANDSHAKE_SOURCES];
  const handshake = new Map([...routeNames(sources, pathParams, vars)].filter(([name]) => taken.includes(name)));
  handshake.set('request', members(HANDSHAKE));
  const presence = new Map([
    ...handshake,
    ['user', VALUE],
    ['room', VALUE],
    ['members', ITEMS],
    ['connection', CONNECTION],
  ]);
  return {
    handshake,
    presence,
    message: new Map([...presence, ['message', message === ANYTHING ? JSON_OR_BYTES : message]]),
    invalid: new Map([...presence, ['errors', ERRORS]]),
    timer: new Map([
      ...[...handshake].filter(([name]) => constants.includes(name)),
      ['room', VALUE],
      ['members', ITEMS],
    ]),
  };
}

/** The names of an envelope, which is written for many routes: their parameters are not known here. */
export function envelopeNames(vars: JsonObject): NameTable {
  return withAnswerNames(new Map([...requestNames(), ['vars', knownValue(vars)]]));
}

const ISSUE = members(
  ['in', 'name', 'pointer', 'message', 'keyword', 'expected', 'received', 'more'].map((name) => [name, VALUE]),
);

const ERRORS: Known = { unknownMember: 'allow', items: ISSUE };
const ITEMS: Known = { unknownMember: 'allow', items: VALUE };
const JSON_OR_BYTES: Known = { ...ANYTHING, mayBeBytes: true };
const CONNECTION = members(['id', 'user', 'rooms'].map((name) => [name, VALUE]));

/** Adds what only an envelope sees: the answer's own parts, and what went wrong. */
function withAnswerNames(table: Map<string, Known>): NameTable {
  for (const name of ['status', 'code', 'message', 'data']) table.set(name, ANYTHING);
  table.set('errors', ERRORS);
  table.set('error', members([['message', VALUE]]));
  return table;
}

/** Path parameters exist whether or not the route says more of them. */
function withNames(known: Known | undefined, names: readonly string[]): Known {
  const all = new Map(known?.members);
  for (const name of names) if (!all.has(name)) all.set(name, ANYTHING);
  return { members: all, unknownMember: 'error' };
}

/** A constant is known to the last member. */
export function knownValue(value: Json): Known {
  if (!isJsonObject(value)) return ANYTHING;
  return members(Object.entries(value).map(([name, item]) => [name, knownValue(item)]));
}
