/** The words of `mockapi explain` as a request: what `curl` would send for them. */

import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { InvalidArgumentError } from 'commander';
import type { UnsentRequest } from '../serve/read-unsent.ts';
import { systemReason } from './command-failure.ts';
import type { Terminal } from './terminal.ts';

export interface RequestWords {
  readonly method: string;
  /** A path with its query, or a whole URL. */
  readonly url: string;
  readonly headers: readonly HeaderWords[];
  readonly data: Buffer | undefined;
}

export type HeaderWords = readonly [name: string, value: string];

/** RFC 9110 §5.6.2. */
const TOKEN = /^[!#$%&'*+.^_`|~0-9A-Za-z-]+$/;

/** `get` is `GET`: nobody means a method in small letters. */
export function parseMethod(text: string): string {
  if (!TOKEN.test(text)) throw new InvalidArgumentError('A method is a word such as GET or POST.');
  return text.toUpperCase();
}

/** Percent-encodes what a client would; what follows `#` is never sent. */
export function parseUrl(text: string): string {
  const url = text.replace(/#.*$/s, '');
  if (!/^(\/|(https?|wss?):\/\/[^/])/.test(url))
    throw new InvalidArgumentError('Write a path such as /goods/1, or a URL.');
  return url.replace(/[^\x21-\x7e]+/g, (part) => encodeURIComponent(part.toWellFormed()));
}

/** `name: value`, collected. */
export function parseHeader(text: string, before: readonly HeaderWords[] | undefined): readonly HeaderWords[] {
  const colon = text.indexOf(':');
  const name = text.slice(0, Math.max(colon, 0)).trim().toLowerCase();
  if (!TOKEN.test(name)) throw new InvalidArgumentError("Write it as 'name: value'.");
  const value = text.slice(colon + 1).trim();
  if (/[\0\r\n]/.test(value)) throw new InvalidArgumentError('A header has one line.');
  return [...(before ?? []), [name, value]];
}

/** `@file` is a file's bytes, `@-` standard input, anything else itself. */
export function createDataParser(terminal: Terminal): (text: string) => Buffer {
  return (text) => {
    if (!text.startsWith('@')) return Buffer.from(text);
    if (text === '@-') return terminal.readStdin();
    try {
      return readFileSync(resolve(terminal.cwd, text.slice(1)));
    } catch (error) {
      throw new InvalidArgumentError(`The file cannot be read: ${systemReason(error)}.`);
    }
  };
}

/** `authority` is what a client would have called: `127.0.0.1:8010`. */
export function requestOf({ method, url, headers, data }: RequestWords, authority: string): UnsentRequest {
  const host = /^(?:https?|wss?):\/\/([^/?]+)/.exec(url)?.[1] ?? authority;
  const joined: Record<string, string> = Object.create(null);
  joined.host = host;
  const given = new Set<string>();
  for (const [name, value] of headers) {
    // RFC 9110 §5.3 and RFC 6265 §5.4: how lines of one name are joined
    joined[name] = given.has(name) ? `${joined[name]}${name === 'cookie' ? '; ' : ', '}${value}` : value;
    given.add(name);
  }
  if (data !== undefined && data.length > 0 && !given.has('content-type')) joined['content-type'] = guessType(data);
  // Node shows bytes beyond ASCII as Latin-1 characters.
  for (const name of Object.keys(joined)) joined[name] = Buffer.from(joined[name] ?? '').toString('latin1');
  return { method, target: url, headers: joined, body: data };
}

/** JSON where it looks like it; otherwise what curl says of `-d`. */
function guessType(data: Buffer): string {
  return /^\s*[[{"]/.test(data.subarray(0, 64).toString('latin1'))
    ? 'application/json'
    : 'application/x-www-form-urlencoded';
}
