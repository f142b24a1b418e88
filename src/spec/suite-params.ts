/** What a request of a suite sends: its own `params` over the defaults of the suite, by source and name. */

import { isJsonObject, type Json, type JsonObject } from '../core/json.ts';
import { nearest } from '../core/nearest.ts';
import type { Place, Report } from '../core/problem.ts';
import { PARAM_SOURCES } from '../core/source.ts';
import { checkHeaders } from './layers.ts';
import type { OpenName } from './request-target.ts';
import type { Located, Named } from './route-spec.ts';
import type { RequestParams } from './suite-spec.ts';

type NamedSource = Exclude<keyof RequestParams, 'body'>;

const NAMED_SOURCES = PARAM_SOURCES.filter((source): source is NamedSource => source !== 'body');

/** Where the parameters go. */
export interface ParamsTarget {
  /** Its place. */
  readonly place: Place;
  readonly open: readonly OpenName[];
}

/** Reports names that do not fit the path, and sources that exclude each other. */
export function mergeSent(
  defaults: RequestParams,
  own: Located | undefined,
  target: ParamsTarget,
  report: Report,
): RequestParams {
  const written = readSent(own, report);
  if (own) checkExclusive(own, report);
  const merged: { [source in NamedSource]?: readonly Named[] } = {};
  for (const source of NAMED_SOURCES) {
    const outer = defaults[source]?.filter(({ name }) => source !== 'url' || isOpen(name, target)) ?? [];
    const names = mergeNames(source, outer, written.named[source]);
    if (names.length > 0 || written.named[source]) merged[source] = names;
  }
  checkUrl(merged.url ?? [], target, report);
  return written.body ? { ...merged, body: written.body } : merged;
}

/** The suite's `defaults: { params }`. */
export function readDefaults(params: Located | undefined, report: Report): RequestParams {
  const { named } = readSent(params, report);
  return Object.fromEntries(
    NAMED_SOURCES.flatMap((source) => (named[source] ? [[source, mergeNames(source, [], named[source])]] : [])),
  );
}

interface Sent {
  /** By source; `leavesOut` is the source's own `null`. */
  readonly named: { readonly [source in NamedSource]?: SentNames };
  readonly body: Located | undefined;
}

interface SentNames {
  readonly leavesOut: boolean;
  readonly names: readonly Named[];
}

function readSent(params: Located | undefined, report: Report): Sent {
  const value: JsonObject = params && isJsonObject(params.value) ? params.value : {};
  const named: { [source in NamedSource]?: SentNames } = {};
  for (const source of NAMED_SOURCES) {
    const found = value[source];
    if (!params || found === undefined) continue;
    const place = params.place.child(source);
    if (source === 'header') checkHeaders({ value: found, place }, report);
    named[source] = { leavesOut: found === null, names: namesOf(found, place) };
    if (source === 'file') for (const file of named[source].names) checkFile(file, report);
  }
  const body = value.body;
  return { named, body: params && body !== undefined ? { value: body, place: params.place.child('body') } : undefined };
}

function namesOf(value: Json, place: Place): readonly Named[] {
  if (!isJsonObject(value)) return [];
  return Object.entries(value).map(([name, item]) => ({ name, value: item, place: place.child(name) }));
}

/** The nearer wins; `null` leaves a name out. */
function mergeNames(source: NamedSource, outer: readonly Named[], own: SentNames | undefined): readonly Named[] {
  const keyOf = (name: string): string => (source === 'header' ? name.toLowerCase() : name);
  const merged = new Map(own?.leavesOut ? [] : outer.map((item) => [keyOf(item.name), item]));
  for (const item of own?.names ?? []) {
    if (item.value === null) merged.delete(keyOf(item.name));
    else merged.set(keyOf(item.name), item);
  }
  return [...merged.values()];
}

function isOpen(name: string, { open }: ParamsTarget): boolean {
  return open.some((item) => item.name === name);
}

function checkUrl(url: readonly Named[], target: ParamsTarget, report: Report): void {
  const { open, place } = target;
  const strays = url.filter(({ name }) => !isOpen(name, target));
  for (const stray of strays) {
    const names = open.map((item) => item.name);
    const meant = nearest(stray.name, names);
    const known =
      names.length === 0 ? `write it as {${stray.name}}` : `it has ${names.map((name) => `{${name}}`).join(', ')}`;
    report(
      stray.place.problem('unknown-url-parameter', `the path has no parameter "{${stray.name}}"`, {
        part: 'key',
        hint: meant === undefined ? known : `did you mean "${meant}"?`,
      }),
    );
  }
  for (const { name, offset, length } of open) {
    if (url.some((item) => item.name === name)) continue;
    // A name that is nearly this one was told already.
    if (strays.some((stray) => nearest(stray.name, [name]) !== undefined)) continue;
    const hint = `write it under params: { url: { ${name}: … } }`;
    report(place.problem('missing-key', `"{${name}}" of the path has no value`, { offset, length, hint }));
  }
}

function checkExclusive({ value, place }: Located, report: Report): void {
  if (!isJsonObject(value) || value.body === undefined) return;
  for (const source of ['form', 'file']) {
    if (value[source] === undefined || value[source] === null) continue;
    report(
      place.child(source).problem('conflicting-keys', `"${source}" stands beside "body"`, {
        part: 'key',
        hint: 'a request has one body: a form, or what "body" says',
      }),
    );
  }
}

const CONTENTS = ['file', 'text', 'base64'];

function checkFile({ value, place }: Named, report: Report): void {
  const files: readonly Located[] = Array.isArray(value)
    ? value.flatMap((item: Json, index) => ({ value: item, place: place.child(index) }))
    : [{ value, place }];
  for (const { value: file, place: at } of files) {
    if (!isJsonObject(file)) continue;
    const [first, ...others] = CONTENTS.filter((key) => file[key] !== undefined);
    if (first === undefined) {
      report(at.problem('missing-key', 'a file needs "file", "text" or "base64"', { part: 'key' }));
    }
    for (const other of others) {
      const hint = 'a file has one of them';
      report(at.child(other).problem('conflicting-keys', `"${other}" stands beside "${first}"`, { part: 'key', hint }));
    }
  }
}
