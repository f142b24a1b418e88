/** What a schema says of a value, and of each value inside it: worked out when a value is found there, and remembered. */

import { isJsonObject, type Json, type JsonObject, type JsonSchema } from '../../core/json.ts';
import type { SchemaLibrary } from '../../core/kind.ts';
import { compilePattern, type Pattern } from '../../core/pattern.ts';
import { type Admitted, admittedTypes, anyOf, applicableSchemas, itemSchemas, prefixLength } from './admits.ts';
import { type Coercion, compileCoercion } from './coerce.ts';
import { compileTextReader, type TextReader } from './text-reader.ts';

/** One place of a schema. */
export interface Level {
  readonly types: Admitted;
  /** How a single text is read here. */
  readonly text: Coercion;
  /** How texts of one name are read here: a scalar, or a list where a name is repeated. */
  readonly texts: TextReader;
  /** Names of properties that the schema declares. */
  readonly names: ReadonlySet<string>;
  /** True when the schema says that there may be members with any other name. */
  readonly isOpen: boolean;
  item(index: number): Level;
  /** Undefined for a member of which the schema says nothing. */
  member(name: string): Level | undefined;
}

/**
 * Prepared level by level, as deep as values come: a schema may refer to itself.
 * Each level is made once, whatever way leads to it, so that deep values cannot make the table grow.
 */
export function createLevels(schemas: SchemaLibrary): (schema: JsonSchema) => Level {
  const ids = new Map<JsonSchema, number>();
  const levels = new Map<string, Level>();

  const idOf = (schema: JsonSchema): number => {
    const id = ids.get(schema) ?? ids.size;
    ids.set(schema, id);
    return id;
  };
  const levelAt = (alternatives: readonly JsonSchema[]): Level => {
    const key = alternatives.map(idOf).join(' ');
    const level = levels.get(key) ?? createLevel(anyOf(alternatives), schemas, levelAt);
    levels.set(key, level);
    return level;
  };
  return (schema) => levelAt([schema]);
}

function createLevel(
  schema: JsonSchema,
  schemas: SchemaLibrary,
  levelAt: (alternatives: readonly JsonSchema[]) => Level,
): Level {
  const parts = applicableSchemas(schema, schemas);
  const lastItem = prefixLength(parts);
  const items: Level[] = [];
  const members = new Map<string, Level>();
  const names = new Set(parts.flatMap(({ properties }) => keysOf(properties)));
  const patterns = parts.flatMap(patternsOf);
  const others = parts.flatMap(({ additionalProperties }) =>
    isJsonObject(additionalProperties) ? [additionalProperties] : [],
  );
  let texts: TextReader | undefined;
  return {
    types: admittedTypes(schema, schemas),
    text: compileCoercion(schema, schemas),
    get texts() {
      texts ??= compileTextReader({ repeats: true }, schema, undefined, schemas);
      return texts;
    },
    names,
    isOpen: isOpen(parts),
    item(index) {
      const at = Math.min(index, lastItem);
      const item = items[at] ?? levelAt(itemSchemas(parts, at));
      items[at] = item;
      return item;
    },
    member(name) {
      const known = members.get(name);
      if (known) return known;
      const fitting = patterns.flatMap(({ pattern, schema }) => (pattern.test(name) ? [schema] : []));
      // Names that come from outside are not remembered: there is no end to them.
      if (!names.has(name)) {
        const said = fitting.length > 0 ? fitting : others;
        return said.length === 0 ? undefined : levelAt(said);
      }
      const member = levelAt([...parts.flatMap((part) => propertyOf(part, name)), ...fitting]);
      members.set(name, member);
      return member;
    },
  };
}

/** A map of which nothing is said is open; one with declared names only where it says so. */
function isOpen(parts: readonly JsonObject[]): boolean {
  const said = parts.map(({ additionalProperties }) => additionalProperties).filter((value) => value !== undefined);
  if (said.some((value) => value !== false)) return true;
  return said.length === 0 && !parts.some((part) => 'properties' in part || 'patternProperties' in part);
}

function patternsOf({ patternProperties }: JsonObject): { readonly pattern: Pattern; readonly schema: JsonSchema }[] {
  if (!isJsonObject(patternProperties)) return [];
  return Object.entries(patternProperties).flatMap(([source, schema]) => {
    const pattern = compilePattern(source);
    return 'error' in pattern ? [] : [{ pattern, schema: schema as JsonSchema }];
  });
}

function propertyOf({ properties }: JsonObject, name: string): readonly JsonSchema[] {
  return isJsonObject(properties) && Object.hasOwn(properties, name) ? [properties[name] as JsonSchema] : [];
}

function keysOf(properties: Json | undefined): readonly string[] {
  return isJsonObject(properties) ? Object.keys(properties) : [];
}
