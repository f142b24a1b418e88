/** What a contract says besides its operations: told as lost, where it stands. */

import { isJsonObject, type Json, type JsonObject } from '../../core/json.ts';
import type { Place } from '../../core/problem.ts';
import type { ContractDialect } from '../../spec/contract/contract-spec.ts';
import type { Located } from '../../spec/route-spec.ts';
import type { FindRef } from './import-context.ts';
import type { Lose } from './loss.ts';

export interface LeftoverOptions {
  readonly dialect: ContractDialect;
  readonly find: FindRef;
  readonly lose: Lose;
}

export function tellLeftovers({ value, place }: Located<JsonObject>, options: LeftoverOptions): void {
  const { lose } = options;
  const at = (key: string): Located | undefined => memberOf({ value, place }, key);
  tellExtensions(value, place, lose);
  tellServers(at('servers'), lose);
  if (value.externalDocs !== undefined) lose('docs', place.child('externalDocs'), 'of the contract');
  for (const [name] of entriesOf(at('webhooks'))) lose('webhook', place.child('webhooks', name), name);
  tellInfo(at('info'), lose);
  tellTags(at('tags'), lose);
  for (const [path, item] of entriesOf(at('paths'))) tellPath(path, item, options);
  tellUnused({ value, place }, options);
}

function tellInfo(info: Located | undefined, lose: Lose): void {
  if (!info || !isJsonObject(info.value)) return;
  tellExtensions(info.value, info.place, lose);
  for (const key of ['description', 'summary', 'termsOfService', 'contact', 'license']) {
    if (info.value[key] !== undefined) lose('about', info.place.child(key), key);
  }
}

function tellTags(tags: Located | undefined, lose: Lose): void {
  if (!tags || !Array.isArray(tags.value)) return;
  tags.value.forEach((tag: Json, index) => {
    if (!isJsonObject(tag)) return;
    const at = tags.place.child(index);
    tellExtensions(tag, at, lose);
    if (tag.externalDocs !== undefined) lose('docs', at.child('externalDocs'), `of the tag "${String(tag.name)}"`);
  });
}

function tellServers(servers: Located | undefined, lose: Lose): void {
  if (!servers || !Array.isArray(servers.value)) return;
  servers.value.slice(1).forEach((server: Json, index) => {
    const url = isJsonObject(server) ? String(server.url) : '';
    lose('server', servers.place.child(index + 1), url, { part: 'value' });
  });
}

const METHODS = ['get', 'put', 'post', 'delete', 'options', 'head', 'patch', 'trace', 'query'];

function tellPath(path: string, written: Located, options: LeftoverOptions): void {
  const item = followed(written, options);
  if (!item) return;
  tellExtensions(item.value, item.place, options.lose);
  tellServers(memberOf(item, 'servers'), options.lose);
  for (const method of METHODS) {
    const operation = followed(memberOf(item, method), options);
    if (operation) tellOperation(`${method.toUpperCase()} ${path}`, operation, options);
  }
}

function tellOperation(id: string, operation: Located<JsonObject>, options: LeftoverOptions): void {
  const { lose } = options;
  tellExtensions(operation.value, operation.place, lose);
  tellServers(memberOf(operation, 'servers'), lose);
  if (operation.value.externalDocs !== undefined) lose('docs', operation.place.child('externalDocs'), `of ${id}`);
  for (const [name, callback] of entriesOf(memberOf(operation, 'callbacks')))
    lose('callback', callback.place, `${name} of ${id}`);
  for (const [status, written] of entriesOf(memberOf(operation, 'responses'))) {
    const response = followed(written, options);
    if (!response) continue;
    tellExtensions(response.value, response.place, lose);
    for (const [name, link] of entriesOf(memberOf(response, 'links')))
      lose('link', link.place, `${name} of ${id}, ${status}`);
  }
}

function tellExtensions(value: JsonObject, place: Place, lose: Lose): void {
  for (const key of Object.keys(value)) {
    if (key.startsWith('x-') && key !== 'x-mockapi') lose('extension', place.child(key), key);
  }
}

const GROUPS: Readonly<Record<string, string>> = {
  definitions: 'definitions',
  responses: 'responses',
  parameters: 'parameters',
};

/** Components that nothing refers to. */
function tellUnused(root: Located<JsonObject>, { dialect, lose }: LeftoverOptions): void {
  const found = new Set<string>();
  collectRefs(root.value, found);
  const referred = new Set([...found].flatMap(startsOf));
  const isSwagger = dialect === 'swagger-2.0';
  const components = isSwagger ? root : memberOf(root, 'components');
  if (!components || !isJsonObject(components.value)) return;
  for (const group of Object.keys(components.value)) {
    if (group === 'securitySchemes' || (isSwagger && GROUPS[group] === undefined)) continue;
    for (const [name, member] of entriesOf(memberOf({ value: components.value, place: components.place }, group))) {
      const start = `#${isSwagger ? '' : '/components'}/${group}/${name.replaceAll('~', '~0').replaceAll('/', '~1')}`;
      if (!referred.has(start)) lose('unused', member.place, `${group}/${name}`);
    }
  }
}

/** A `$ref` into a component is one to it. */
function startsOf(ref: string): readonly string[] {
  const keys = ref.split('/');
  return [keys.slice(0, 3).join('/'), keys.slice(0, 4).join('/')];
}

/** Also names in the mapping of a discriminator, which may be bare. */
function collectRefs(value: Json, found: Set<string>): void {
  if (typeof value !== 'object' || value === null) return;
  for (const [key, item] of Object.entries(value)) {
    if (key === '$ref' && typeof item === 'string') found.add(decoded(item));
    else if (key === 'mapping' && isJsonObject(item)) {
      for (const target of Object.values(item)) if (typeof target === 'string') found.add(decoded(target));
    } else collectRefs(item as Json, found);
  }
}

function decoded(ref: string): string {
  try {
    return decodeURIComponent(ref);
  } catch {
    return ref;
  }
}

function memberOf({ value, place }: Located, key: string): Located | undefined {
  const member = isJsonObject(value) && Object.hasOwn(value, key) ? value[key] : undefined;
  return member === undefined || member === null ? undefined : { value: member, place: place.child(key) };
}

/** But for extensions. */
function entriesOf(at: Located | undefined): readonly (readonly [string, Located])[] {
  if (!at || !isJsonObject(at.value)) return [];
  return Object.entries(at.value).flatMap(([key, value]) =>
    key.startsWith('x-') ? [] : [[key, { value, place: at.place.child(key) }] as const],
  );
}

const MOST_REFS = 50;

function followed(at: Located | undefined, { find }: LeftoverOptions): Located<JsonObject> | undefined {
  let found = at;
  for (let hops = 0; hops < MOST_REFS && found && isJsonObject(found.value); hops++) {
    const { $ref: ref } = found.value;
    if (typeof ref !== 'string') return { value: found.value, place: found.place };
    found = find(ref, found.place.child('$ref'));
  }
  return undefined;
}
