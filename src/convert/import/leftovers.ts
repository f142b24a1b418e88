/** What a contract says besides its operations: told as lost, where it stands. */

import { isJsonObject, type Json } from '../../core/json.ts';
import { pointer } from '../../core/pointer.ts';
import type { ContractDialect } from '../../spec/contract/contract-spec.ts';
import { METHODS } from '../../spec/contract/operations.ts';
import {
  deref,
  type Entry,
  entriesOf,
  type LocatedObject,
  listOf,
  memberOf,
  objectOf,
  type Reading,
  withoutExtensions,
} from '../../spec/contract/reading.ts';
import type { Located } from '../../spec/route-spec.ts';
import type { FindRef } from './import-context.ts';
import type { Lose } from './loss.ts';

export interface LeftoverOptions {
  readonly dialect: ContractDialect;
  readonly find: FindRef;
  readonly lose: Lose;
}

interface Search {
  readonly lose: Lose;
  /** Silent: mistakes have been told by whoever read the operations. */
  readonly reading: Reading;
}

export function tellLeftovers(contract: LocatedObject, { dialect, find, lose }: LeftoverOptions): void {
  const search: Search = { lose, reading: { dialect, follow: find, report: () => {} } };
  const { value, place } = contract;
  tellExtensions(contract, lose);
  tellServers(contract, search);
  if (value.externalDocs !== undefined) lose('docs', place.child('externalDocs'), 'of the contract');
  for (const [name, webhook] of membersAt(contract, 'webhooks', search)) lose('webhook', webhook.place, name);
  tellInfo(contract, search);
  tellTags(contract, search);
  for (const [path, item] of membersAt(contract, 'paths', search)) tellPath(path, item, search);
  tellUnused(contract, search);
}

function tellInfo(contract: LocatedObject, { lose, reading }: Search): void {
  const info = objectOf(contract, 'info', reading);
  if (!info) return;
  tellExtensions(info, lose);
  for (const key of ['description', 'summary', 'termsOfService', 'contact', 'license']) {
    if (info.value[key] !== undefined) lose('about', info.place.child(key), key);
  }
}

function tellTags(contract: LocatedObject, { lose, reading }: Search): void {
  for (const { value, place } of listOf(contract, 'tags', reading)) {
    if (!isJsonObject(value)) continue;
    tellExtensions({ value, place }, lose);
    if (value.externalDocs !== undefined)
      lose('docs', place.child('externalDocs'), `of the tag "${String(value.name)}"`);
  }
}

function tellServers(holder: LocatedObject, { lose, reading }: Search): void {
  for (const { value, place } of listOf(holder, 'servers', reading).slice(1)) {
    lose('server', place, isJsonObject(value) ? String(value.url) : '', { part: 'value' });
  }
}

function tellPath(path: string, written: Located, search: Search): void {
  const item = deref(written, path, search.reading);
  if (!item) return;
  tellExtensions(item, search.lose);
  tellServers(item, search);
  for (const method of METHODS) {
    const own = memberOf(item, method);
    const operation = own && deref(own, method, search.reading);
    if (operation) tellOperation(`${method.toUpperCase()} ${path}`, operation, search);
  }
}

function tellOperation(id: string, operation: LocatedObject, search: Search): void {
  const { lose, reading } = search;
  tellExtensions(operation, lose);
  tellServers(operation, search);
  if (operation.value.externalDocs !== undefined) lose('docs', operation.place.child('externalDocs'), `of ${id}`);
  for (const [name, callback] of membersAt(operation, 'callbacks', search))
    lose('callback', callback.place, `${name} of ${id}`);
  for (const [status, written] of membersAt(operation, 'responses', search)) {
    const response = deref(written, status, reading);
    if (!response) continue;
    tellExtensions(response, lose);
    for (const [name, link] of membersAt(response, 'links', search))
      lose('link', link.place, `${name} of ${id}, ${status}`);
  }
}

function tellExtensions({ value, place }: LocatedObject, lose: Lose): void {
  for (const key of Object.keys(value)) {
    if (key.startsWith('x-') && key !== 'x-mockapi') lose('extension', place.child(key), key);
  }
}

/** Of Swagger 2.0, which has them beside everything else. */
const GROUPS = ['definitions', 'responses', 'parameters'];

/** Components that nothing refers to. */
function tellUnused(root: LocatedObject, search: Search): void {
  const found = new Set<string>();
  collectRefs(root.value, found);
  const referred = new Set([...found].flatMap(startsOf));
  const isSwagger = search.reading.dialect === 'swagger-2.0';
  const components = isSwagger ? root : objectOf(root, 'components', search.reading);
  if (!components) return;
  for (const group of Object.keys(components.value)) {
    if (group === 'securitySchemes' || (isSwagger && !GROUPS.includes(group))) continue;
    for (const [name, member] of membersAt(components, group, search)) {
      const start = `#${pointer(...(isSwagger ? [] : ['components']), group, name)}`;
      if (!referred.has(start)) search.lose('unused', member.place, `${group}/${name}`);
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

/** But for extensions. */
function membersAt(at: LocatedObject, key: string, { reading }: Search): readonly Entry[] {
  const map = objectOf(at, key, reading);
  return map ? withoutExtensions(entriesOf(map)) : [];
}
