/** Documents behind http(s) URLs, as loading sees them: what was fetched before, since loading itself waits for nothing. */

import { createHash } from 'node:crypto';
import type { Problem } from '../core/problem.ts';
import { fileMentions } from './file-mentions.ts';
import type { LoadedFile } from './load-file.ts';
import { parseDocument } from './parse.ts';
import { isRemote } from './ref-target.ts';

/** What became of fetching a document. */
export type RemoteText =
  | {
      readonly text: string;
      /** Where it was found in the end, after redirects: relative `$ref`s in it start there. */
      readonly url: string;
    }
  /** Why there is none, to be put behind a colon. */
  | { readonly failure: string };

export interface RemoteTexts {
  /** Undefined for what was never asked for. The same object as long as the text is the same. */
  textOf(url: string): RemoteText | undefined;
}

/** The documents of one look at the files. */
export interface RemoteFiles {
  /** URLs that `$ref`s name and that were never asked for. */
  readonly wanted: readonly string[];
  /** Why a URL has no document; undefined where it has one, or was never asked for. */
  failureOf(url: string): string | undefined;
}

export interface RemoteReader {
  /** Undefined where there is no text. The same object as long as the text is the same. */
  read(url: string): LoadedFile | undefined;
  /** What was read since the last time that this was called. */
  files(): RemoteFiles;
}

/** Parses each text once. */
export function createRemoteReader(texts: RemoteTexts): RemoteReader {
  const parsed = new WeakMap<RemoteText, LoadedFile>();
  let wanted = new Set<string>();
  return {
    read(url) {
      const found = texts.textOf(url);
      if (!found) wanted.add(url);
      if (!found || 'failure' in found) return undefined;
      let file = parsed.get(found);
      if (!file) {
        file = parseRemote(found.text, found.url);
        parsed.set(found, file);
      }
      return file;
    },
    files() {
      const asked = [...wanted].filter((url) => !texts.textOf(url));
      wanted = new Set();
      return {
        wanted: asked,
        failureOf(url) {
          const found = texts.textOf(url);
          return found && 'failure' in found ? found.failure : undefined;
        },
      };
    },
  };
}

function parseRemote(text: string, url: string): LoadedFile {
  const problems: Problem[] = [];
  const source = { path: url, file: url, text, hash: createHash('sha1').update(text).digest('base64') };
  const document = parseDocument(source, (problem) => problems.push(problem));
  // What it says of files is about those of another machine.
  const refs = document ? fileMentions(document.value, url).refs.filter(isRemote) : [];
  return { source, document, problems, refs, sends: [] };
}
