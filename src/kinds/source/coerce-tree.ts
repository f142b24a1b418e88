/** The texts inside a JSON value become what its schema asks for, at any depth (`coerce: true`). */

import { isJsonObject, isObject, type JsonObject, type JsonSchema } from '../../core/json.ts';
import type { SchemaLibrary } from '../../core/kind.ts';
import { anyOf, applicableSchemas, itemSchemas, prefixLength } from './admits.ts';
import { type Coercion, compileCoercion } from './coerce.ts';

/** Returns the coerced value; lists and objects are changed in place. */
export type TreeCoercion = (value: unknown) => unknown;

/** Prepared level by level, as deep as values come: a schema may refer to itself. */
export function compileTreeCoercion(schema: JsonSchema, schemas: SchemaLibrary): TreeCoercion {
  const root = createLevels(schemas)([schema]);
  return (value) => coerceValue(value, root);
}

/** What to do with a value at one place of the schema. */
interface Level {
  readonly text: Coercion;
  item(index: number): Level;
  /** Undefined for a member of which the schema says nothing. */
  member(name: string): Level | undefined;
}

function coerceValue(value: unknown, level: Level): unknown {
  if (typeof value === 'string') return coerceText(value, level.text);
  if (Array.isArray(value)) {
    for (let index = 0; index < value.length; index++) value[index] = coerceValue(value[index], level.item(index));
  } else if (isObject(value)) {
    coerceMembers(value as { [name: string]: unknown }, level);
  }
  return value;
}

function coerceMembers(object: { [name: string]: unknown }, level: Level): void {
  for (const name of Object.keys(object)) {
    const member = level.member(name);
    if (!member) continue;
    if (object[name] === '' && member.text.emptyIsAbsent) delete object[name];
    else object[name] = coerceValue(object[name], member);
  }
}

/** Only scalars: a text that holds JSON is a text here. */
function coerceText(text: string, coercion: Coercion): unknown {
  const value = coercion.read(text);
  return typeof value === 'object' && value !== null ? text : value;
}

/** Each level is made once, whatever way leads to it, so that deep values cannot make the table grow. */
function createLevels(schemas: SchemaLibrary): (alternatives: readonly JsonSchema[]) => Level {
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
  return levelAt;
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
  const names = new Set(parts.flatMap(({ properties }) => (isJsonObject(properties) ? Object.keys(properties) : [])));
  const others = parts.flatMap(({ additionalProperties }) =>
    isJsonObject(additionalProperties) ? [additionalProperties] : [],
  );
  return {
    text: compileCoercion(schema, schemas),
    item(index) {
      const at = Math.min(index, lastItem);
      const item = items[at] ?? levelAt(itemSchemas(parts, at));
      items[at] = item;
      return item;
    },
    member(name) {
      if (!names.has(name)) return others.length === 0 ? undefined : levelAt(others);
      const member = members.get(name) ?? levelAt(parts.flatMap((part) => propertyOf(part, name)));
      members.set(name, member);
      return member;
    },
  };
}

function propertyOf({ properties }: JsonObject, name: string): readonly JsonSchema[] {
  return isJsonObject(properties) && Object.hasOwn(properties, name) ? [properties[name] as JsonSchema] : [];
}
