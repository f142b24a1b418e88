/** A value of the running program → the file that it would be: parsed like one, so that every mistake has a line. */

import { createHash } from 'node:crypto';
import { join } from 'node:path';
import type { Json } from '../core/json.ts';
import type { Problem } from '../core/problem.ts';
import { fileMentions } from './file-mentions.ts';
import type { LoadedFile } from './load-file.ts';
import { parseDocument } from './parse.ts';
import type { SourceFile } from './source-file.ts';

export interface MemoryFileOptions {
  /** As problems name it: `added#1`. */
  readonly file: string;
  /** Where its relative paths start. Absolute. */
  readonly cwd: string;
}

/** Never throws: what JSON cannot say is among the problems. Keys with the value `undefined` are left out. */
export function readMemoryFile(value: unknown, { file, cwd }: MemoryFileOptions): LoadedFile {
  const faults: Fault[] = [];
  const json = toJson(value, { keys: [], above: [], faults });
  const text = escapeOdd(JSON.stringify(json, null, 2));
  const hash = createHash('sha1').update(text).digest('base64');
  const source: SourceFile = { path: join(cwd, file), file, text, hash };
  const problems: Problem[] = [];
  const document = parseDocument(source, (problem) => problems.push(problem));
  for (const { keys, is } of document ? faults : []) {
    const place = document?.place.child(...keys);
    const hint = 'write a value, or an expression in a text: "${…}"';
    if (place) problems.push(place.problem('wrong-value', `${is}: JSON has no such thing`, { hint }));
  }
  const named = document ? fileMentions(document.value, source.path) : { refs: [], sends: [] };
  return { source, document: problems.length === 0 ? document : undefined, problems, ...named };
}

interface Fault {
  readonly keys: readonly (string | number)[];
  /** In words: `a function`. */
  readonly is: string;
}

interface Walk {
  readonly keys: readonly (string | number)[];
  readonly above: readonly object[];
  readonly faults: Fault[];
}

/** Deeper than the parser goes: it says so. */
const MAX_DEPTH = 200;

/** With `null` where there is a fault. */
function toJson(written: unknown, walk: Walk): Json {
  const value = hasToJson(written) ? written.toJSON() : written;
  const is = faultOf(value, walk.above);
  if (is !== undefined) {
    walk.faults.push({ keys: walk.keys, is });
    return null;
  }
  if (typeof value !== 'object' || value === null) return value as Json;
  const above = [...walk.above, value];
  if (above.length > MAX_DEPTH) return null;
  const inside = (item: unknown, key: string | number): Json =>
    toJson(item, { keys: [...walk.keys, key], above, faults: walk.faults });
  if (Array.isArray(value)) return Array.from(value, inside);
  const kept = Object.entries(value).filter(([, item]) => item !== undefined);
  return Object.fromEntries(kept.map(([key, item]) => [key, inside(item, key)]));
}

function hasToJson(value: unknown): value is { toJSON(): unknown } {
  return typeof value === 'object' && value !== null && 'toJSON' in value && typeof value.toJSON === 'function';
}

function faultOf(value: unknown, above: readonly object[]): string | undefined {
  switch (typeof value) {
    case 'number':
      return Number.isFinite(value) ? undefined : String(value);
    case 'function':
      return 'a function';
    case 'symbol':
      return 'a symbol';
    case 'bigint':
      return `the BigInt ${value}`;
    case 'undefined':
      return 'undefined';
    case 'object':
      if (value === null || Array.isArray(value) || isPlain(value)) {
        return value !== null && above.includes(value) ? 'a value that stands inside itself' : undefined;
      }
      return `an object of the class ${value.constructor?.name ?? ''}`.trimEnd();
    default:
      return undefined;
  }
}

/** Objects of another realm (a test runner's sandbox) are plain too. */
function isPlain(value: object): boolean {
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === null || Object.getPrototypeOf(prototype) === null;
}

/** Characters that JSON takes as they are and YAML does not, or takes for the end of a line. */
function escapeOdd(json: string): string {
  return json.replace(
    /[\u007f-\u009f\u2028\u2029\ufeff\ufffe\uffff]/g,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}
