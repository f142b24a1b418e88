/** The files that a document names: what is read with it, and what is sent or compared. */

import { dirname, resolve } from 'node:path';
import { isJsonObject, isObject, type Json } from '../core/json.ts';
import { REQUEST_KEY_PATTERN } from './format/suite-request.ts';
import { isSuiteFile } from './load-find.ts';
import { draftOfUri } from './meta-schemas.ts';
import { hasScheme, isRemote, refTarget } from './ref-target.ts';

export interface Mentions {
  /** Absolute paths, or URLs, of documents that are read: behind `$ref`s, and in a suite `rows` and `use`. */
  readonly refs: readonly string[];
  /** Absolute paths of files whose bytes are sent, or compared with an answer. */
  readonly sends: readonly string[];
}

interface Found {
  readonly path: string;
  /** Absolute `$id`s: a `$ref` to one leads to a place in the same document. */
  readonly ids: Set<string>;
  readonly refs: Set<string>;
  readonly sends: Set<string>;
}

/** `path` is that of the document. Only names without `${` are known. */
export function fileMentions(value: Json, path: string): Mentions {
  const found: Found = { path, refs: new Set(), sends: new Set(), ids: new Set() };
  const folder = dirname(path);
  if (isSuiteFile(path)) addSuite(value, folder, found);
  else addAnywhere(value, folder, found);
  return { refs: [...found.refs].filter((ref) => !found.ids.has(ref)), sends: [...found.sends] };
}

/** Every `$ref` and `file`, wherever it stands. */
function addAnywhere(value: Json | undefined, folder: string, { path, refs, sends, ids }: Found): void {
  const seen = new Set<object>();
  const visit = (item: Json | undefined): void => {
    if (typeof item !== 'object' || item === null || seen.has(item)) return;
    seen.add(item);
    if (!Array.isArray(item) && isObject(item)) {
      const { $ref: ref, $id: id, file } = item as { readonly [key: string]: Json };
      for (const named of [ref, ...mappedSchemas(item as { readonly [key: string]: Json })]) {
        const fileText = typeof named === 'string' ? named.replace(/#.*$/s, '') : '';
        const target = isDocument(fileText) ? refTarget(fileText, path) : undefined;
        if (target !== undefined) refs.add(target);
      }
      if (typeof id === 'string' && isRemote(id)) ids.add(id.replace(/#$/, ''));
      if (isFileName(file)) sends.add(resolve(folder, file));
    }
    for (const child of Object.values(item)) visit(child);
  };
  visit(value);
}

/** What the `discriminator` of a contract names by path; a bare word is the name of a schema. */
function mappedSchemas({ propertyName, mapping }: { readonly [key: string]: Json }): readonly Json[] {
  if (typeof propertyName !== 'string' || !isJsonObject(mapping)) return [];
  return Object.values(mapping).filter((target) => typeof target === 'string' && /[/#]|\.(ya?ml|json)$/.test(target));
}

/** True for the part of a `$ref` before its `#` that names another document: meta-schemas are known without being read. */
function isDocument(fileText: string): boolean {
  if (fileText === '' || /^file:/i.test(fileText)) return false;
  return !hasScheme(fileText) || (isRemote(fileText) && draftOfUri(fileText) === undefined);
}

const REQUEST_KEY = new RegExp(REQUEST_KEY_PATTERN);

/** What a suite sends is data: a `$ref` or a `file` in it is no file of ours. */
function addSuite(suite: Json, folder: string, found: Found): void {
  if (!isJsonObject(suite)) return;
  addSteps(suite.before, folder, found);
  addSteps(suite.after, folder, found);
  for (const item of listOf(suite.cases)) {
    if (!isJsonObject(item)) continue;
    if (isFileName(item.rows)) found.refs.add(resolve(folder, item.rows));
    addAnywhere(item.verify, folder, found);
    addSteps([item], folder, found);
    addSteps(item.steps, folder, found);
    addSteps(item.after, folder, found);
  }
}

/** A short case is a step too. */
function addSteps(steps: Json | undefined, folder: string, found: Found): void {
  for (const step of listOf(steps)) {
    if (!isJsonObject(step)) continue;
    const file = typeof step.use === 'string' ? step.use.replace(/#.*$/s, '') : '';
    if (isFileName(file)) found.refs.add(resolve(folder, file));
    for (const [key, value] of Object.entries(step)) {
      if (!isJsonObject(value)) continue;
      if (REQUEST_KEY.test(key)) addRequest(value, folder, found);
      else for (const part of [value.open, value.receive, value.next, value.closed]) addAnywhere(part, folder, found);
      const frame = isJsonObject(value.send) ? value.send.binary : undefined;
      if (isJsonObject(frame) && isFileName(frame.file)) found.sends.add(resolve(folder, frame.file));
    }
  }
}

function addRequest(request: { readonly [key: string]: Json }, folder: string, found: Found): void {
  addAnywhere(request.expect, folder, found);
  addAnywhere(request.until, folder, found);
  const files = isJsonObject(request.params) ? request.params.file : undefined;
  for (const field of isJsonObject(files) ? Object.values(files) : []) {
    for (const file of Array.isArray(field) ? field : [field]) {
      const name = isJsonObject(file) ? file.file : file;
      if (isFileName(name)) found.sends.add(resolve(folder, name));
    }
  }
}

function listOf(value: Json | undefined): readonly Json[] {
  return Array.isArray(value) ? value : [];
}

function isFileName(value: Json | undefined): value is string {
  return typeof value === 'string' && value !== '' && !value.includes('${') && !value.includes('\0');
}
