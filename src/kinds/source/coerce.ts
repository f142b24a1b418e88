/** Text becomes the number, boolean, null or JSON that a schema admits; where it cannot, it stays text for the validator to tell. */

import type { JsonSchema } from '../../core/json.ts';
import type { SchemaLibrary } from '../../core/kind.ts';
import { type Admitted, admittedTypes, applicableSchemas, type TypeName } from './admits.ts';
import { parseJsonString } from './json-text.ts';

/** Text to value; the text itself where nothing else is admitted. */
export interface Coercion {
  readonly read: (text: string) => unknown;
  /** True when an empty text counts as no value at all: everything but a string. */
  readonly emptyIsAbsent: boolean;
}

/** How deep the JSON text of an object-typed parameter may be nested. */
const JSON_DEPTH = 64;

/** Decides once, from the schema, how its texts are read. */
export function compileCoercion(schema: JsonSchema, schemas: SchemaLibrary): Coercion {
  const types = admittedTypes(schema, schemas);
  return { read: readerOf(types, schema, schemas), emptyIsAbsent: types !== undefined && !types.has('string') };
}

function readerOf(types: Admitted, schema: JsonSchema, schemas: SchemaLibrary): (text: string) => unknown {
  if (!types || isOnly(types, 'string')) return itself;
  if (isOnly(types, 'integer', 'number')) return (text) => parseNumberText(text) ?? text;
  if (isOnly(types, 'boolean')) return (text) => parseBooleanText(text) ?? text;

  const texts = literalTexts(schema, schemas);
  const takesNumber = types.has('integer');
  // Beside strings or numbers only the two words of JSON mean a boolean: `1` and `on` may well be the other.
  const words = types.has('string') || takesNumber ? JSON_BOOLEANS : BOOLEANS;
  return (text) => {
    if (texts.has(text)) return text;
    if (takesNumber) {
      const number = parseNumberText(text);
      if (number !== undefined) return number;
    }
    if (types.has('boolean')) {
      const truth = words.get(text.toLowerCase());
      if (truth !== undefined) return truth;
    }
    if (text === 'null' && types.has('null') && !types.has('string')) return null;
    const first = text.trimStart()[0];
    if ((first === '{' && types.has('object')) || (first === '[' && types.has('array'))) return parseContainer(text);
    return text;
  };
}

/** A number as JSON writes it: no `0x10`, `+1`, `01`, `1_000` or `Infinity`; undefined when it is none. */
export function parseNumberText(text: string): number | undefined {
  if (!NUMBER.test(text)) return undefined;
  const value = Number(text);
  return Number.isFinite(value) ? value : undefined;
}

const NUMBER = /^-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?$/;

/** `true false 1 0 on off yes no` in upper or lower case; undefined when it is none. */
export function parseBooleanText(text: string): boolean | undefined {
  return BOOLEANS.get(text.toLowerCase());
}

const JSON_BOOLEANS: ReadonlyMap<string, boolean> = new Map([
  ['true', true],
  ['false', false],
]);

const BOOLEANS: ReadonlyMap<string, boolean> = new Map([
  ...JSON_BOOLEANS,
  ['1', true],
  ['0', false],
  ['on', true],
  ['off', false],
  ['yes', true],
  ['no', false],
]);

function parseContainer(text: string): unknown {
  try {
    return parseJsonString(text, { depth: JSON_DEPTH });
  } catch {
    return text;
  }
}

/** Strings that `enum` and `const` name: they stay strings even where they look like a number. */
function literalTexts(schema: JsonSchema, schemas: SchemaLibrary): ReadonlySet<unknown> {
  const literals = applicableSchemas(schema, schemas).flatMap((part) => [
    ...(Array.isArray(part.enum) ? part.enum : []),
    part.const,
  ]);
  return new Set(literals.filter((literal) => typeof literal === 'string'));
}

function isOnly(types: ReadonlySet<TypeName>, ...names: readonly TypeName[]): boolean {
  return types.size > 0 && [...types].every((type) => names.includes(type));
}

function itself(text: string): string {
  return text;
}
