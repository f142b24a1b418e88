/** What a schema tells of the names that an expression may use on its value. */

import { isJsonObject, type JsonObject, type JsonSchema } from '../../core/json.ts';
import { ANYTHING, type Known, type UnknownMember } from '../../core/names.ts';
import { type Lookup, listOf, mapOf } from './walk.ts';

/** Looked at when it is asked for, a level at a time: a schema may contain itself, and most is never asked. */
export function createKnownNames(lookup: Lookup): (schema: JsonSchema) => Known {
  const known = new WeakMap<JsonObject, Known>();
  return knownOf;

  function knownOf(schema: JsonSchema): Known {
    if (!isJsonObject(schema)) return ANYTHING;
    const earlier = known.get(schema);
    if (earlier) return earlier;
    const made = lazily(() => levelOf(schema));
    known.set(schema, made);
    return made;
  }

  function levelOf(schema: JsonObject): Known {
    const level: Level = { names: new Map(), items: [], isClosed: false, isOpen: false, hasObject: false };
    collect(schema, level);
    const items = level.items.length > 0 ? { items: mergeKnown(level.items.map(knownOf)) } : {};
    if (!level.hasObject) return { unknownMember: 'allow', ...items };
    const members = new Map<string, Known>();
    for (const [name, schemas] of level.names) members.set(name, mergeKnown(schemas.map(knownOf)));
    return { members, unknownMember: level.isClosed && !level.isOpen ? 'error' : 'near-warning', ...items };
  }

  /** All schemas that may apply to the same value are taken together: a name of any of them is a name. */
  function collect(schema: JsonSchema, level: Level): void {
    if (!isJsonObject(schema)) return;
    const properties = mapOf(schema, 'properties');
    for (const name in properties) {
      level.hasObject = true;
      level.names.set(name, [...(level.names.get(name) ?? []), properties[name] as JsonSchema]);
    }
    if (schema.additionalProperties === false || schema.unevaluatedProperties === false) {
      level.hasObject = true;
      level.isClosed = true;
    }
    if (schema.patternProperties !== undefined) level.isOpen = true;
    if (schema.items !== undefined && schema.prefixItems === undefined) level.items.push(schema.items as JsonSchema);
    if (typeof schema.$ref === 'string') collect(lookup(schema.$ref) ?? true, level);
    for (const sub of listOf(schema, 'allOf')) collect(sub, level);
    for (const keyword of ['then', 'else'])
      if (schema[keyword] !== undefined) collect(schema[keyword] as JsonSchema, level);
    for (const sub of Object.values(mapOf(schema, 'dependentSchemas'))) collect(sub, level);
    for (const keyword of ['anyOf', 'oneOf']) collectBranches(listOf(schema, keyword), level);
  }

  /** A union is closed when each of its branches is. */
  function collectBranches(branches: readonly JsonSchema[], level: Level): void {
    if (branches.length === 0) return;
    let isClosed = true;
    for (const branch of branches) {
      const own: Level = { ...level, isClosed: false, hasObject: false };
      collect(branch, own);
      if (own.isOpen) level.isOpen = true;
      if (own.hasObject) level.hasObject = true;
      if (own.hasObject && !own.isClosed) isClosed = false;
    }
    if (isClosed && level.hasObject) level.isClosed = true;
  }
}

interface Level {
  readonly names: Map<string, JsonSchema[]>;
  readonly items: JsonSchema[];
  isClosed: boolean;
  isOpen: boolean;
  hasObject: boolean;
}

const STRICTNESS: readonly UnknownMember[] = ['allow', 'near-warning', 'near-error', 'error'];

/** One value of which several schemas speak; the most lenient of them decides about other names. */
function mergeKnown(all: readonly Known[]): Known {
  const [first = ANYTHING] = all;
  if (all.length <= 1) return first;
  return lazily(() => {
    const told = all.filter(({ members, items }) => members !== undefined || items !== undefined);
    const names = new Map<string, Known[]>();
    for (const { members } of told) {
      for (const [name, known] of members ?? []) names.set(name, [...(names.get(name) ?? []), known]);
    }
    const items = told.flatMap((known) => known.items ?? []);
    const strictness = told.map(({ unknownMember }) => STRICTNESS.indexOf(unknownMember));
    return {
      unknownMember: STRICTNESS[Math.min(...strictness)] ?? 'allow',
      ...(names.size > 0 ? { members: new Map([...names].map(([name, list]) => [name, mergeKnown(list)])) } : {}),
      ...(items.length > 0 ? { items: mergeKnown(items) } : {}),
    };
  });
}

function lazily(make: () => Known): Known {
  let made: Known | undefined;
  const now = (): Known => {
    made ??= make();
    return made;
  };
  return {
    get members() {
      return now().members;
    },
    get unknownMember() {
      return now().unknownMember;
    },
    get items() {
      return now().items;
    },
  } as Known;
}
