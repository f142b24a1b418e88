/** One declared parameter reads its text, or its texts: a scalar, a list, or whatever comes. */

import type { Json, JsonSchema } from '../../core/json.ts';
import type { SchemaLibrary } from '../../core/kind.ts';
import { admittedTypes, anyOf, applicableSchemas, itemSchemas, prefixLength } from './admits.ts';
import { type Coercion, compileCoercion } from './coerce.ts';

export interface TextReader {
  /** True when the schema says that a list may come. */
  readonly admitsList: boolean;
  /** True when a repeated name is no mistake: a list, or a schema that says nothing about the type. */
  readonly takesSeveral: boolean;
  /** The value; undefined when it counts as absent. */
  read(texts: string | readonly string[]): unknown;
}

/** Decided once from the schema: a list where it admits one, else a scalar. */
export function compileTextReader(
  source: { readonly repeats: boolean },
  schema: JsonSchema,
  style: Json | undefined,
  schemas: SchemaLibrary,
): TextReader {
  const types = admittedTypes(schema, schemas);
  const scalar = compileCoercion(schema, schemas);
  // Nothing is said about the type: texts go through as if they were undeclared.
  if (!types) return { admitsList: false, takesSeveral: true, read: (texts) => texts };
  if (!types.has('array'))
    return { admitsList: false, takesSeveral: false, read: (texts) => readScalar(String(texts), scalar) };

  const readList = listReader(schema, schemas, style === 'comma' || !source.repeats);
  // A single value may be the scalar that the schema admits beside a list.
  const isList = [...types].every((type) => type === 'array' || type === 'null');
  return {
    admitsList: true,
    takesSeveral: true,
    read: (texts) => (typeof texts === 'string' && !isList ? readScalar(texts, scalar) : readList(texts)),
  };
}

function readScalar(text: string, coercion: Coercion): unknown {
  return text === '' && coercion.emptyIsAbsent ? undefined : coercion.read(text);
}

function listReader(
  schema: JsonSchema,
  schemas: SchemaLibrary,
  byComma: boolean,
): (texts: string | readonly string[]) => unknown {
  const parts = applicableSchemas(schema, schemas);
  const coercions: Coercion[] = [];
  for (let index = 0; index <= prefixLength(parts); index++) {
    coercions.push(compileCoercion(anyOf(itemSchemas(parts, index)), schemas));
  }
  return (texts) => {
    if (texts === '') return undefined;
    const written = typeof texts === 'string' ? [texts] : texts;
    const pieces = byComma ? written.flatMap((text) => text.split(',').map((piece) => piece.trim())) : written;
    const items: unknown[] = [];
    for (const piece of pieces) {
      const coercion = coercions[Math.min(items.length, coercions.length - 1)];
      const item = coercion ? readScalar(piece, coercion) : piece;
      if (item !== undefined) items.push(item);
    }
    return items.length === 0 ? undefined : items;
  };
}
