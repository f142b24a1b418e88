/** Keywords of a schema that hold no schemas, each as draft 2020-12 has it; what it would not take is lost. */

import { FORMATS } from '../../../compile/schema/ajv.ts';
import { type Keyword, TYPES } from '../../../compile/schema/keywords.ts';
import { isJsonObject, type Json, type JsonObject } from '../../../core/json.ts';
import { compilePattern } from '../../../core/pattern.ts';
import type { Place } from '../../../core/problem.ts';
import type { Draught, Rewriting } from './rewrite.ts';

/** A keyword as written, and the schema that it goes into. */
export interface Found {
  readonly name: string;
  readonly value: Json;
  readonly place: Place;
  /** The schema around it. */
  readonly written: JsonObject;
  readonly out: Draught;
}

export function misfit({ name, place }: Found, why: string, { lose }: Rewriting): void {
  lose('keyword', place, `"${name}" ${why}`);
}

export function rewriteType(found: Found, rewriting: Rewriting): void {
  const { value, out, place } = found;
  const words = (Array.isArray(value) ? value : [value]) as readonly Json[];
  // The one that Swagger 2.0 adds.
  const known = words
    .map((word) => (word === 'file' ? 'string' : word))
    .filter((word) => (TYPES as readonly Json[]).includes(word));
  if (known.length < words.length) {
    const odd = words.find((word) => word !== 'file' && !(TYPES as readonly Json[]).includes(word));
    rewriting.lose('keyword', place, `there is no type ${JSON.stringify(odd)}`);
  }
  const [only] = known;
  if (only !== undefined) out.type = known.length === 1 ? only : [...new Set(known)];
}

/** In OpenAPI a map of examples stands elsewhere; some write it here. */
export function rewriteSamples({ name, value, place, out }: Found, { lose }: Rewriting): void {
  const before = (out.examples ?? []) as readonly Json[];
  if (Array.isArray(value)) out.examples = [...before, ...(value as readonly Json[])];
  else if (isJsonObject(value)) {
    const values = Object.values(value).map((item) =>
      isJsonObject(item) && item.value !== undefined ? item.value : item,
    );
    out.examples = [...before, ...values];
  } else lose('keyword', place, `"${name}" is no list of values`);
  if ((out.examples as readonly Json[] | undefined)?.length === 0) delete out.examples;
}

/** What holds no schemas. */
export function rewriteValue(found: Found, keyword: Keyword, rewriting: Rewriting): void {
  const { name, value, out, place, written } = found;
  if (typeof value === 'boolean' && (name === 'exclusiveMinimum' || name === 'exclusiveMaximum')) {
    const limit = name === 'exclusiveMinimum' ? 'minimum' : 'maximum';
    if (!value || typeof written[limit] !== 'number') return;
    delete out[limit];
    out[name] = written[limit];
    return;
  }
  const isReplaced =
    (name === 'minimum' && out.exclusiveMinimum !== undefined && written.exclusiveMinimum === true) ||
    (name === 'maximum' && out.exclusiveMaximum !== undefined && written.exclusiveMaximum === true);
  if (isReplaced) return;
  if (keyword.shape === 'names') rewriteNames(found, rewriting);
  else if (keyword.shape === 'format') {
    if (typeof value === 'string' && FORMATS.has(value)) out[name] = value;
    else rewriting.lose('format', place, `"${String(value)}"`);
  } else if (keyword.shape === 'pattern') {
    if (typeof value === 'string' && isPattern(value, place, rewriting)) out[name] = value;
  } else if (FITS[keyword.shape]?.(value) ?? false) {
    // `false` and 0 are what goes without saying.
    if (value !== false || keyword.shape !== 'boolean') out[name] = value;
  } else misfit(found, `is not what JSON Schema takes: ${cut(value)}`, rewriting);
}

const FITS: Readonly<Partial<Record<Keyword['shape'], (value: Json) => boolean>>> = {
  values: (value) => Array.isArray(value) && value.length > 0,
  boolean: (value) => typeof value === 'boolean',
  number: (value) => typeof value === 'number',
  step: (value) => typeof value === 'number' && value > 0,
  count: (value) => Number.isSafeInteger(value) && Number(value) >= 0,
  text: (value) => typeof value === 'string',
  'name-map': (value) => isJsonObject(value) && Object.values(value).every(Array.isArray),
};

function rewriteNames(found: Found, rewriting: Rewriting): void {
  const { name, value, out } = found;
  if (!Array.isArray(value)) misfit(found, 'is no list of names', rewriting);
  const written = (Array.isArray(value) ? value : []) as readonly Json[];
  const names = [...new Set(written.filter((item) => typeof item === 'string'))];
  if (names.length > 0) out[name] = names;
}

/** What RE2 does not take is lost. */
export function isPattern(source: string, place: Place, { lose }: Rewriting): boolean {
  const pattern = compilePattern(source);
  if ('error' in pattern) lose('pattern', place, `"${cut(source)}": ${pattern.error}`);
  return !('error' in pattern);
}

function cut(value: Json): string {
  const text = typeof value === 'string' ? value : JSON.stringify(value);
  return text.length > 60 ? `${text.slice(0, 60)}…` : text;
}
