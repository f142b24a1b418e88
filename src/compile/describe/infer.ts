/** What an answer looks like, read off the tree that people wrote: literals by their types, a `${name}` by what it names. */

import { isJsonObject, type Json, type JsonSchema } from '../../core/json.ts';
import { scan } from '../../expression/index.ts';
import { eitherOf, literalMap } from './union.ts';

/** `body.items[0]` as its parts. */
export type Reference = readonly [root: string, ...keys: (string | number)[]];

/** What stands behind a name; undefined where that is not known. */
export type Meaning = (reference: Reference) => JsonSchema | undefined;

/** The schema of whatever a template gives; `{}` where it may give anything. */
export function inferSchema(template: Json, meaning: Meaning): JsonSchema {
  if (typeof template === 'string') return inferText(template, meaning);
  if (Array.isArray(template)) return listSchema(template.map((item: Json) => inferSchema(item, meaning)));
  if (!isJsonObject(template)) return literalSchema(template);
  return literalMap(Object.entries(template).map(([name, item]) => [name, inferSchema(item, meaning)]));
}

/** The schema of values like this one. */
export function literalSchema(value: Json): JsonSchema {
  if (value === null) return { type: 'null' };
  if (Array.isArray(value)) return listSchema(value.map(literalSchema));
  if (isJsonObject(value)) return literalMap(Object.entries(value).map(([name, item]) => [name, literalSchema(item)]));
  return { type: typeof value === 'number' && Number.isInteger(value) ? 'integer' : typeof value };
}

function listSchema(items: readonly JsonSchema[]): JsonSchema {
  const item = eitherOf(items);
  return item === true || Object.keys(item).length === 0 ? { type: 'array' } : { type: 'array', items: item };
}

function inferText(text: string, meaning: Meaning): JsonSchema {
  const { segments } = scan(text);
  const [only] = segments;
  if (segments.length !== 1 || only?.kind !== 'hole') return { type: 'string' };
  const reference = readReference(only.source);
  return (reference && meaning(reference)) ?? {};
}

/** True for a text with an expression in it. */
export function isTemplated(text: string): boolean {
  return scan(text).segments.some(({ kind }) => kind === 'hole');
}

const REFERENCE = /^\s*([A-Za-z_]\w*)((?:\.[A-Za-z_]\w*|\[(?:"[^"\\]*"|'[^'\\]*'|\d{1,9})\])*)\s*$/;
const KEY = /\.([A-Za-z_]\w*)|\["([^"\\]*)"\]|\['([^'\\]*)'\]|\[(\d+)\]/g;

/** A name, and what is looked up in it; undefined for any other expression. */
export function readReference(expression: string): Reference | undefined {
  const [, root, path = ''] = REFERENCE.exec(expression) ?? [];
  if (root === undefined) return undefined;
  const keys = [...path.matchAll(KEY)].map(([, name, double, single, index]) =>
    index === undefined ? (name ?? double ?? single ?? '') : Number(index),
  );
  return [root, ...keys];
}
