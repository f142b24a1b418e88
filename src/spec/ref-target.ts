/** Which document a `$ref` means: a file of this machine, or what an http(s) URL answers with. */

import { dirname, isAbsolute, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

/** True for the "path" of a document that is no file of this machine. */
export function isRemote(path: string): boolean {
  return /^https?:\/\//i.test(path);
}

/** True for a `$ref`, or its part before `#`, that names a scheme other than `file:`. */
export function hasScheme(fileText: string): boolean {
  return /^[a-z][a-z0-9+.-]+:/i.test(fileText) && !/^file:/i.test(fileText);
}

/**
 * The absolute path or URL behind the part of a `$ref` before its `#`; relative ones start at the document that they are
 * written in. A document from the network can name none of this machine's files: undefined.
 */
export function refTarget(fileText: string, from: string): string | undefined {
  if (isRemote(fileText) || isRemote(from)) {
    const base = isRemote(from) ? from : undefined;
    if (!URL.canParse(fileText, base)) return undefined;
    const url = new URL(fileText, base);
    if (!isRemote(url.href)) return undefined;
    url.hash = '';
    return url.href;
  }
  if (/^file:/i.test(fileText)) return pathOfUrl(fileText);
  const text = decodePath(fileText);
  return isAbsolute(text) ? resolve(text) : resolve(dirname(from), text);
}

function pathOfUrl(url: string): string {
  try {
    return fileURLToPath(url);
  } catch {
    return url;
  }
}

function decodePath(path: string): string {
  try {
    return decodeURIComponent(path);
  } catch {
    return path;
  }
}
