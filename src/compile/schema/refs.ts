/** What a `$ref` leads to: a file and a place in it, or the reason why it leads nowhere. */

import { basename, dirname, relative, sep } from 'node:path';
import { pathToFileURL } from 'node:url';
import { isJsonObject, type Json } from '../../core/json.ts';
import { didYouMean, nearest } from '../../core/nearest.ts';
import { pointer, pointerKeys } from '../../core/pointer.ts';
import type { Place } from '../../core/problem.ts';
import { draftOfUri } from '../../spec/meta-schemas.ts';
import type { Document } from '../../spec/parse.ts';
import { hasScheme, isRemote, refTarget } from '../../spec/ref-target.ts';
import type { RemoteFiles } from '../../spec/remote-texts.ts';
import { quoteAll } from './words.ts';

/** Where schemas are looked for. */
export interface SchemaFiles {
  /** A project or schema file, parsed; undefined when it does not exist or could not be parsed. */
  readonly document: (absolutePath: string) => Document | undefined;
  /** Absolute paths of all files that a `$ref` might mean, the broken ones too: for "did you mean". */
  readonly files?: () => Iterable<string>;
  /** Documents behind URLs, where these are read. */
  readonly remote?: () => Pick<RemoteFiles, 'failureOf'> | undefined;
}

export type Destination =
  | {
      readonly kind: 'place';
      /** Absolute, the same for every way of writing it. */
      readonly uri: string;
      readonly document: Document;
      readonly path: string;
      readonly keys: readonly string[];
      readonly value: Json;
    }
  | { readonly kind: 'meta-schema'; readonly uri: string }
  | {
      readonly kind: 'nowhere';
      /** The file that was looked for. */
      readonly path?: string;
      readonly message: string;
      readonly hint: string | undefined;
    };

/** Follows a `$ref` from the place where it is written: relative paths start at that file, whatever its `$id` says. */
export function findDestination(ref: string, place: Place, files: SchemaFiles): Destination {
  const hash = ref.indexOf('#');
  const fileText = hash < 0 ? ref : ref.slice(0, hash);
  const fragment = decode(hash < 0 ? '' : ref.slice(hash + 1));
  if (fragment === undefined) return nowhere(`the part after "#" of "${ref}" is not valid percent-encoding`);
  const own = files.document(place.path);
  if (hasScheme(fileText)) {
    const keys = own && indexOf(own).ids.get(fileText);
    if (own && keys) return inside(own, { ref, fileText, fragment, keys, path: place.path });
    if (draftOfUri(fileText)) return { kind: 'meta-schema', uri: fileText };
  }
  const path = fileText === '' ? place.path : refTarget(fileText, place.path);
  if (path === undefined) return nowhere(`"${fileText}" is no place that a document from the network can name`);
  if (hasScheme(fileText) && !isRemote(path)) {
    return nowhere(`"${fileText}" is not fetched: only http and https are`, 'save it as a file and name that');
  }
  const document = path === place.path ? own : files.document(path);
  // Where a URL has led on to another one, that is where the document stands.
  if (document) return inside(document, { ref, fileText, fragment, keys: [], path: document.place.path });
  const all = [...(files.files?.() ?? [])];
  if (all.includes(path))
    return { ...nowhere(`the file "${fileText}" has problems of its own`, 'mend it first'), path };
  if (isRemote(path)) return { ...unfetched(path, files), path };
  return { ...nowhere(`there is no file "${fileText}"`, nearestFile(fileText, path, all, place)), path };
}

function unfetched(url: string, { remote }: SchemaFiles): Destination & { readonly kind: 'nowhere' } {
  const fetched = remote?.();
  if (!fetched) {
    const hint = 'start with that (createMockApi: allowRemoteRefs), or save it as a file and name that';
    return nowhere(`"${url}" is fetched only with --allow-remote-refs`, hint);
  }
  const failure = fetched.failureOf(url);
  if (failure === undefined)
    return nowhere(
      `"${url}" is not fetched yet`,
      'name it in a file of the project and reload, or save it as a file and name that',
    );
  const hint = 'see that it can, or save it as a file and name that; a running mock tries again when asked to reload';
  return nowhere(`"${url}" cannot be fetched: ${failure}`, hint);
}

interface Sought {
  readonly ref: string;
  readonly fileText: string;
  /** Decoded. */
  readonly fragment: string;
  /** Where in the document the search begins. */
  readonly keys: readonly string[];
  readonly path: string;
}

function inside(document: Document, sought: Sought): Destination {
  const { fragment, fileText, path } = sought;
  if (fragment !== '' && !fragment.startsWith('/')) {
    const { anchors } = indexOf(document);
    const keys = anchors.get(fragment);
    if (keys) return inside(document, { ...sought, fragment: '', keys });
    const similar = nearest(fragment, anchors.keys());
    const guess = similar ?? (fragment.includes('/') ? `/${fragment}` : undefined);
    return nowhere(
      `there is no "$anchor" named "${fragment}" in ${fileOf(sought)}`,
      guess === undefined ? 'a path inside a file begins with "#/"' : `did you mean "${fileText}#${guess}"?`,
    );
  }
  const keys = [...sought.keys, ...pointerKeys(fragment)];
  let value: Json = document.value;
  for (const [depth, key] of keys.entries()) {
    const next = memberOf(value, key);
    if (next === undefined) {
      const there = isJsonObject(value) ? Object.keys(value) : [];
      const twin = TWINS.get(key);
      const similar = twin !== undefined && there.includes(twin) ? twin : nearest(key, there);
      const hint =
        similar !== undefined
          ? `did you mean "${fileText}#${pointer(...keys.slice(0, depth), similar, ...keys.slice(depth + 1))}"?`
          : there.length > 0 && depth > 0
            ? `"#${pointer(...keys.slice(0, depth))}" has ${quoteAll(there)}`
            : undefined;
      return nowhere(`there is no "#${pointer(...keys)}" in ${fileOf(sought)}`, hint);
    }
    value = next;
  }
  return { kind: 'place', uri: uriOf(path, keys), document, path, keys, value };
}

/** Older and newer drafts keep definitions under different names. */
const TWINS: ReadonlyMap<string, string> = new Map([
  ['$defs', 'definitions'],
  ['definitions', '$defs'],
]);

function nowhere(message: string, hint?: string): Destination & { readonly kind: 'nowhere' } {
  return { kind: 'nowhere', message, hint };
}

function fileOf({ fileText }: Sought): string {
  return fileText === '' ? 'this file' : `"${fileText}"`;
}

function memberOf(value: Json, key: string): Json | undefined {
  if (Array.isArray(value)) return /^(0|[1-9]\d*)$/.test(key) ? (value[Number(key)] as Json | undefined) : undefined;
  return isJsonObject(value) && Object.hasOwn(value, key) ? value[key] : undefined;
}

/** The file that was surely meant: a similar path, or the same name in another folder. */
function nearestFile(fileText: string, path: string, all: readonly string[], place: Place): string | undefined {
  const own = all.filter((file) => !isRemote(file));
  const written = new Map(own.map((file) => [relative(dirname(place.path), file).split(sep).join('/'), file]));
  const similar = didYouMean(fileText.replace(/^\.\//, ''), written.keys());
  if (similar) return similar;
  for (const [text, file] of written) if (basename(file) === basename(path)) return `did you mean "${text}"?`;
  return undefined;
}

const uriStarts = new Map<string, string>();

/** The absolute URI of a place in a file. */
function uriOf(path: string, keys: readonly string[]): string {
  let start = uriStarts.get(path);
  if (start === undefined) {
    if (uriStarts.size > 10_000) uriStarts.clear();
    start = isRemote(path) ? path : pathToFileURL(path).href;
    uriStarts.set(path, start);
  }
  return `${start}#${pointer(...keys)
    .split('/')
    .map(encodeKey)
    .join('/')}`;
}

function encodeKey(key: string): string {
  return /^[\w$.-]*$/.test(key) ? key : encodeURIComponent(key);
}

function decode(text: string): string | undefined {
  if (!text.includes('%')) return text;
  try {
    return decodeURIComponent(text);
  } catch {
    return undefined;
  }
}

interface DocumentIndex {
  readonly anchors: ReadonlyMap<string, readonly string[]>;
  /** Absolute `$id`s. */
  readonly ids: ReadonlyMap<string, readonly string[]>;
}

const indexes = new WeakMap<Document, DocumentIndex>();

/** Named places of a document; searched once, when the first name is asked for. */
function indexOf(document: Document): DocumentIndex {
  const known = indexes.get(document);
  if (known) return known;
  const anchors = new Map<string, readonly string[]>();
  const ids = new Map<string, readonly string[]>();
  const collect = (value: Json, keys: readonly string[]): void => {
    if (typeof value !== 'object' || value === null) return;
    if (isJsonObject(value)) {
      for (const name of [value.$anchor, value.$dynamicAnchor]) {
        if (typeof name === 'string') anchors.set(name, keys);
      }
      if (typeof value.$id === 'string') {
        // Before 2019-09 an anchor was written as `$id: "#name"`.
        if (value.$id.startsWith('#')) anchors.set(value.$id.slice(1), keys);
        else ids.set(value.$id.replace(/#$/, ''), keys);
      }
    }
    for (const [key, child] of Object.entries(value)) collect(child as Json, [...keys, key]);
  };
  collect(document.value, []);
  const index = { anchors, ids };
  indexes.set(document, index);
  return index;
}
