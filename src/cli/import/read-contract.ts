/** A contract with all the documents that its `$ref`s lead to: from the disk, or from a URL. */

import { resolve } from 'node:path';
import type { SchemaFiles } from '../../compile/schema/refs.ts';
import { count } from '../../core/count.ts';
import { SpecError } from '../../core/errors.ts';
import { isJsonObject, type JsonObject } from '../../core/json.ts';
import { createRemoteDocuments } from '../../serve/remote-documents.ts';
import { contractKey } from '../../spec/contract/read.ts';
import { createFileReader, type LoadedFile } from '../../spec/load-file.ts';
import { hasScheme, isRemote } from '../../spec/ref-target.ts';
import { createRemoteReader } from '../../spec/remote-texts.ts';
import type { Located } from '../../spec/route-spec.ts';
import { CommandFailure } from '../command-failure.ts';
import { EXIT } from '../exit-code.ts';

export interface ContractFiles {
  readonly root: Located<JsonObject>;
  readonly documents: SchemaFiles;
  /** As people know it. */
  readonly source: string;
}

export interface ReadOptions {
  readonly cwd: string;
  /** Fetches what `$ref`s name by a URL; that of the contract's own host is fetched anyway. */
  readonly allowsRemote: boolean;
}

/** Of a contract with all that it refers to. */
export interface ReadLimits {
  readonly files: number;
  readonly characters: number;
}

const READ_LIMITS: ReadLimits = { files: 500, characters: 64 * 1024 * 1024 };

/** `source` is a file or a URL. Rejects with CommandFailure, or with SpecError where the text is no YAML. */
export async function readContractFiles(
  source: string,
  options: ReadOptions,
  limits = READ_LIMITS,
): Promise<ContractFiles> {
  const reader = createReader(source, options);
  const first = await reader.first();
  if (!first.document) throw new SpecError(first.problems);
  const { value, place } = first.document;
  const name = first.source.file;
  if (!isJsonObject(value) || contractKey(value) === undefined) {
    throw new CommandFailure(EXIT.wrong, `"${name}" is no contract: it has no key "openapi" or "swagger"`);
  }
  const files = await readReferred(first, reader, limits);
  return {
    root: { value, place },
    documents: {
      document: (path) => files.get(path)?.document,
      files: () => files.keys(),
      remote: () => (options.allowsRemote || isRemote(source) ? { failureOf: reader.failureOf } : undefined),
    },
    source: name,
  };
}

interface Reader {
  first(): Promise<LoadedFile>;
  /** Undefined for what is not there, or not to be looked at. */
  read(path: string): Promise<LoadedFile | undefined>;
  /** Why a URL has no document. */
  failureOf(url: string): string | undefined;
}

/** What a fetched contract refers to is fetched too; nothing of the disk is read for it. */
function createReader(source: string, { cwd, allowsRemote }: ReadOptions): Reader {
  const disk = createFileReader(cwd);
  const texts = createRemoteDocuments();
  const remote = createRemoteReader(texts);
  const home = isRemote(source) && URL.canParse(source) ? new URL(source).origin : undefined;
  const failureOf = (url: string): string | undefined =>
    isWelcome(url) ? remote.files().failureOf(url) : 'it is on another host, and --allow-remote-refs is not given';

  function isWelcome(url: string): boolean {
    return allowsRemote || new URL(url).origin === home;
  }

  async function read(path: string): Promise<LoadedFile | undefined> {
    if (!isRemote(path)) return home === undefined ? disk.read(path) : undefined;
    if (!isWelcome(path)) return undefined;
    await texts.fetch([path]);
    return remote.read(path);
  }

  async function first(): Promise<LoadedFile> {
    const isUrl = isRemote(source);
    // Before any sentence that would show it; the written files would name it, too.
    if (hasCredentials(source)) {
      const mend = 'download the contract, and name its file';
      throw new CommandFailure(EXIT.blocked, `a URL with a name or a password in it is not fetched: ${mend}`);
    }
    if (isUrl && home === undefined) throw new CommandFailure(EXIT.wrong, `"${source}" is no URL`);
    if (!isUrl && hasScheme(source)) {
      throw new CommandFailure(EXIT.wrong, `"${source}" is no file, and no http or https URL`);
    }
    const file = await read(isUrl ? new URL(source).href : resolve(cwd, source));
    if (file) return file;
    if (!isUrl) throw new CommandFailure(EXIT.wrong, `there is no file "${source}"`);
    const why = failureOf(new URL(source).href) ?? 'nothing came';
    throw new CommandFailure(EXIT.blocked, `${new URL(source).href} cannot be fetched: ${why}`);
  }

  return { first, read, failureOf };
}

/** Also of what is no URL in the end, such as one with a port that cannot be. */
function hasCredentials(source: string): boolean {
  if (!isRemote(source) && !hasScheme(source)) return false;
  if (!URL.canParse(source)) return /^[^/?#]*\/\/[^/?#]*@/.test(source);
  const { username, password } = new URL(source);
  return username !== '' || password !== '';
}

async function readReferred(
  first: LoadedFile,
  { read }: Reader,
  limits: ReadLimits,
): Promise<ReadonlyMap<string, LoadedFile>> {
  const files = new Map([[first.source.path, first]]);
  const asked = new Set(files.keys());
  let characters = first.source.text.length;
  const queue = [...first.refs];
  for (let path = queue.shift(); path !== undefined; path = queue.shift()) {
    if (asked.has(path)) continue;
    asked.add(path);
    const file = await read(path);
    if (!file) continue;
    files.set(path, file);
    queue.push(...file.refs);
    characters += file.source.text.length;
    const excess = excessOf({ files: files.size, characters }, limits);
    if (excess !== undefined) throw new CommandFailure(EXIT.wrong, `"${first.source.file}" ${excess}`);
  }
  return files;
}

/** What is too much, and what to do; undefined within the limits. */
function excessOf(read: ReadLimits, limits: ReadLimits): string | undefined {
  if (read.files > limits.files) {
    return `and what it refers to are more than ${count(limits.files, 'file')}: bring several of them together in one`;
  }
  if (read.characters > limits.characters) {
    return `and what it refers to have more than ${count(limits.characters, 'character')}: import a part of it, without the rest`;
  }
  return undefined;
}
