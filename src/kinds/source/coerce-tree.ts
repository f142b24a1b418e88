/** The texts inside a JSON value become what its schema asks for, at any depth (`coerce: true`). */

import { isObject, type JsonSchema } from '../../core/json.ts';
import type { SchemaLibrary } from '../../core/kind.ts';
import type { Coercion } from './coerce.ts';
import { createLevels, type Level } from './levels.ts';

/** Returns the coerced value; lists and objects are changed in place. */
export type TreeCoercion = (value: unknown) => unknown;

/** Prepared level by level, as deep as values come: a schema may refer to itself. */
export function compileTreeCoercion(schema: JsonSchema, schemas: SchemaLibrary): TreeCoercion {
  const root = createLevels(schemas)(schema);
  return (value) => coerceValue(value, root);
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
