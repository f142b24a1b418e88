/** JSON as it comes from outside: UTF-8 only, no repeated keys, no `__proto__`, no deeper than a limit. */

import { isAscii, isUtf8 } from 'node:buffer';
import { RequestError } from '../../core/errors.ts';
import { findJsonFault, formatJsonFault } from './json-fault.ts';

interface JsonLimits {
  /** How many levels of objects and lists may stand in each other. */
  readonly depth: number;
  /** True where no setting raises it; else `limits.depth` does. */
  readonly isFixed?: boolean;
}

/**
 * The value of a JSON body; a byte order mark is skipped. The body must not be empty: that is for the caller to judge.
 * Throws RequestError (400) that says where and what is wrong, or that names `limits.depth`.
 */
export function parseJsonText(bytes: Buffer, limits: JsonLimits): unknown {
  return parseJsonString(withoutMark(decodeJson(bytes)), limits, bytes);
}

/** The same for text that is already decoded, without its byte order mark; `bytes` spare an encoding where they are at hand. */
export function parseJsonString(text: string, limits: JsonLimits, bytes: Buffer = Buffer.from(text)): unknown {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw malformed(formatJsonFault(text));
  }
  // The parser keeps the last of repeated keys: fewer members than the text has keys means that one was repeated.
  if (typeof value === 'object' && value !== null && countMembers(value, limits, limits.depth) !== countKeys(bytes)) {
    throw malformed(formatJsonFault(text, findJsonFault(text)));
  }
  return value;
}

/** Its text. Throws RequestError (400) for what is no UTF-8. */
export function decodeJson(bytes: Buffer): string {
  if (isAscii(bytes)) return bytes.toString('latin1');
  if (!isUtf8(bytes)) throw malformed('the JSON is no UTF-8 text');
  return bytes.toString('utf8');
}

/** The text without its byte order mark. */
export function withoutMark(text: string): string {
  return text.charCodeAt(0) === 0xfeff ? text.slice(1) : text;
}

/** Members of all objects in the tree, which is refused when it is too deep or has a `__proto__`. */
function countMembers(container: object, limits: JsonLimits, levelsLeft: number): number {
  if (levelsLeft === 0) {
    const advice = limits.isFixed ? '' : '; raise limits.depth';
    throw malformed(`the JSON is nested deeper than ${limits.depth} levels${advice}`);
  }
  let count = 0;
  if (Array.isArray(container)) {
    for (let index = 0; index < container.length; index++) {
      const item: unknown = container[index];
      if (typeof item === 'object' && item !== null) count += countMembers(item, limits, levelsLeft - 1);
    }
    return count;
  }
  // Twice as fast as Object.keys, and the same: what JSON.parse makes inherits nothing enumerable.
  for (const key in container) {
    if (key === '__proto__') throw malformed('the JSON must not have the key "__proto__"');
    count++;
    const member = (container as { readonly [key: string]: unknown })[key];
    if (typeof member === 'object' && member !== null) count += countMembers(member, limits, levelsLeft - 1);
  }
  return count;
}

const QUOTE = 0x22;
const COLON = 0x3a;
const BACKSLASH = 0x5c;

/** Colons outside strings, in bytes that are known to be JSON; bytes are read faster than characters. */
function countKeys(bytes: Buffer): number {
  let count = 0;
  for (let at = 0; at < bytes.length; at++) {
    const byte = bytes[at];
    if (byte === COLON) count++;
    else if (byte === QUOTE) at = stringEnd(bytes, at + 1);
  }
  return count;
}

/** Long strings are left to the native search, which would cost more than it spares on short ones. */
const SHORT = 64;

/** The closing quote of the string whose content begins at `start`. */
function stringEnd(bytes: Buffer, start: number): number {
  let at = start;
  for (const end = start + SHORT; at < end; at++) {
    const byte = bytes[at];
    if (byte === QUOTE) return at;
    if (byte === BACKSLASH) at++;
  }
  let close = bytes.indexOf(QUOTE, at);
  while (isEscaped(bytes, close, at)) close = bytes.indexOf(QUOTE, close + 1);
  return close;
}

/** True after an odd number of backslashes; `start` is known not to be escaped. */
function isEscaped(bytes: Buffer, at: number, start: number): boolean {
  let first = at;
  while (first > start && bytes[first - 1] === BACKSLASH) first--;
  return (at - first) % 2 === 1;
}

function malformed(message: string): RequestError {
  return new RequestError(400, 'malformed', message);
}
