/** A contract with all the files that its `$ref`s lead to: from the disk, or from one host. */

import { createHash } from 'node:crypto';
import { resolve } from 'node:path';
import type { SchemaFiles } from '../../compile/schema/refs.ts';
import { SpecError } from '../../core/errors.ts';
import { isJsonObject, type JsonObject } from '../../core/json.ts';
import type { Problem } from '../../core/problem.ts';
import { contractKey } from '../../spec/contract/read.ts';
import { fileMentions } from '../../spec/file-mentions.ts';
import { createFileReader, type LoadedFile } from '../../spec/load-file.ts';
import { parseDocument } from '../../spec/parse.ts';
import type { Located } from '../../spec/route-spec.ts';
import { CommandFailure } from '../command-failure.ts';
import { EXIT } from '../exit-code.ts';
import { fetchText } from './fetch-text.ts';

export interface ContractFiles {
  readonly root: Located<JsonObject>;
  readonly documents: SchemaFiles;
  /** As people know it, without credentials. */
  readonly source: string;
}

/** All its documents together. */
const MOST_FILES = 500;
const MOST_CHARACTERS = 64 * 1024 * 1024;

/** `source` is a file or a URL. Rejects with CommandFailure, or with SpecError where the text is no YAML. */
export async function readContractFiles(source: string, cwd: string): Promise<ContractFiles> {
  const origin = /^https?:\/\//i.test(source) ? await fromUrl(source) : fromDisk(source, cwd);
  const { first } = origin;
  if (!first.document) throw new SpecError(first.problems);
  const { value, place } = first.document;
  if (!isJsonObject(value) || contractKey(value) === undefined) {
    throw new CommandFailure(EXIT.wrong, `"${origin.name}" is no contract: it has no key "openapi" or "swagger"`);
  }
  const files = await readReferred(origin);
  return {
    root: { value, place },
    documents: { document: (path) => files.get(path)?.document, files: () => files.keys() },
    source: origin.name,
  };
}

interface Source {
  readonly name: string;
  readonly first: LoadedFile;
  /** Undefined for what is not there, or not to be looked at. */
  read(path: string): Promise<LoadedFile | undefined>;
}

async function readReferred({ first, read, name }: Source): Promise<ReadonlyMap<string, LoadedFile>> {
  const files = new Map([[first.source.path, first]]);
  let characters = first.source.text.length;
  const queue = [...first.refs];
  for (let path = queue.shift(); path !== undefined; path = queue.shift()) {
    if (files.has(path)) continue;
    const file = await read(path);
    if (!file) continue;
    files.set(path, file);
    queue.push(...file.refs);
    characters += file.source.text.length;
    if (files.size > MOST_FILES || characters > MOST_CHARACTERS) {
      throw new CommandFailure(EXIT.wrong, `"${name}" refers to more files than can be read: put them into one`);
    }
  }
  return files;
}

function fromDisk(file: string, cwd: string): Source {
  const reader = createFileReader(cwd);
  const first = reader.read(resolve(cwd, file));
  if (!first) {
    const isOtherUrl = /^[a-z][a-z0-9+.-]+:\/\//i.test(file);
    const what = isOtherUrl ? `"${file}" is no http or https URL` : `there is no file "${file}"`;
    throw new CommandFailure(EXIT.wrong, what);
  }
  return { name: first.source.file, first, read: async (path) => reader.read(path) };
}

/** What a fetched contract refers to is fetched from the same host; nothing of the disk is read for it. */
async function fromUrl(text: string): Promise<Source> {
  if (!URL.canParse(text)) throw new CommandFailure(EXIT.wrong, `"${text}" is no URL`);
  const asked = new URL(text);
  const { text: body, url } = await fetchText(asked);
  const { username, password } = asked;
  const home = folderOf(url);
  return {
    name: url.href,
    first: parseFetched(body, url),
    async read(path) {
      if (!path.startsWith(home)) return undefined;
      const target = new URL(encodeURI(path.slice(home.length)).replace(/[?#]/g, encodeURIComponent), `${url.origin}/`);
      if (target.origin !== asked.origin) Object.assign(target, { username: '', password: '' });
      else Object.assign(target, { username, password });
      const found = await fetchText(target);
      return parseFetched(found.text, target, path);
    },
  };
}

/** The host as a folder: where paths of its files begin that `$ref`s are resolved by. */
function folderOf({ protocol, host }: URL): string {
  return `${resolve('/', protocol.replace(':', ''), host.replace(':', '_'))}/`;
}

function parseFetched(text: string, url: URL, known?: string): LoadedFile {
  const path = known ?? resolve(folderOf(url), `.${decodePath(url.pathname)}`);
  const shown = new URL(url);
  Object.assign(shown, { username: '', password: '' });
  const hash = createHash('sha1').update(text).digest('base64');
  const source = { path, file: shown.href, text, hash };
  const problems: Problem[] = [];
  const document = parseDocument(source, (problem) => problems.push(problem));
  const named = document ? fileMentions(document.value, path) : { refs: [], sends: [] };
  return { source, document, problems, ...named };
}

function decodePath(path: string): string {
  try {
    return decodeURIComponent(path);
  } catch {
    return path;
  }
}
