/** Routes of one file, with what they share said once at its head. */

import { isJsonObject, type Json, type JsonObject, jsonEqual } from '../../core/json.ts';
import type { Place } from '../../core/problem.ts';
import { given } from './parameter-spec.ts';
import type { WrittenRoute } from './route.ts';

/** A route file as data; its routes can still be changed. */
export interface DraftFile {
  /** `pets.yaml`. */
  readonly name: string;
  /** One sentence about what is in it. */
  readonly intent: string;
  readonly value: JsonObject;
  /** What the contract says of a case, by route and place in its list. */
  readonly remarks: ReadonlyMap<string, readonly string[]>;
  /** Of each route in the contract. */
  readonly places: ReadonlyMap<string, Place>;
}

export interface FileHead {
  readonly name: string;
  readonly intent: string;
  /** The tag that brought the routes together. */
  readonly tag: string | undefined;
  readonly basePath: string;
}

export function draftFile(routes: readonly WrittenRoute[], { name, intent, tag, basePath }: FileHead): DraftFile {
  const prefix = routes.every(({ path }) => path.startsWith(`${basePath}/`) || path === basePath) ? basePath : '';
  const shared = sharedParams(routes);
  const keyed = routes.map((route) => ({ route, key: `${route.method} ${route.path.slice(prefix.length) || '/'}` }));
  return {
    name,
    intent,
    value: {
      ...(prefix === '' ? {} : { prefix }),
      ...(tag === undefined ? {} : { tags: [tag] }),
      envelope: 'none',
      ...(Object.keys(shared).length > 0 ? { params: shared } : {}),
      routes: Object.fromEntries(keyed.map(({ route, key }) => [key, routeValue(route, tag, shared)])),
    },
    remarks: new Map(keyed.map(({ route, key }) => [key, route.remarks])),
    places: new Map(keyed.map(({ route, key }) => [key, route.place])),
  };
}

/** Parameters that every route has alike, but for those of its path: what they ask for at the door. */
function sharedParams(routes: readonly WrittenRoute[]): JsonObject {
  const [first, ...others] = routes;
  if (!first || others.length === 0) return {};
  const groups = ['query', 'header', 'cookie'].flatMap((source) => {
    const own = membersOf(first.params[source]);
    const alike = Object.entries(own).filter(
      ([name, spec]) =>
        isCredential(spec) && others.every(({ params }) => jsonEqual(membersOf(params[source])[name], spec)),
    );
    return alike.length > 0 ? [[source, Object.fromEntries(alike)] as const] : [];
  });
  return Object.fromEntries(groups);
}

/** Only what is refused with a status of its own is worth being said for all. */
function isCredential(spec: Json): boolean {
  return isJsonObject(spec) && spec.error !== undefined;
}

function routeValue({ value, params, tags }: WrittenRoute, tag: string | undefined, shared: JsonObject): JsonObject {
  const own = Object.entries(params).flatMap(([source, written]) => {
    if (!isJsonObject(written) || !isJsonObject(shared[source])) return [[source, written] as const];
    const kept = Object.entries(written).filter(([name]) => !Object.hasOwn(membersOf(shared[source]), name));
    return kept.length > 0 ? [[source, Object.fromEntries(kept)] as const] : [];
  });
  const others = tags.filter((one) => one !== tag);
  const { response, status, headers, body, data, cases, ...words } = value;
  return given({
    ...words,
    tags: others.length > 0 ? others : undefined,
    params: own.length > 0 ? Object.fromEntries(own) : undefined,
    response,
    status,
    headers,
    body,
    data,
    cases,
  });
}

function membersOf(value: Json | undefined): JsonObject {
  return isJsonObject(value) ? value : {};
}
