/** What the operations of a document share: each schema that a `$ref` leads to once, each refusal once. */

import { type Lookup, SCHEMA_KEYWORDS } from '../../compile/schema/walk.ts';
import { isJsonObject, type Json, type JsonObject, type JsonSchema } from '../../core/json.ts';
import { draftOfUri } from '../../spec/meta-schemas.ts';
import { componentName } from '../component-name.ts';
import { createNames, type Names } from '../names.ts';
import { directionless, mergeDirections } from './directions.ts';

export interface Components {
  /** The schema with its `$ref`s leading into the document, what they lead to taken in. */
  schema(resolved: JsonSchema, lookup: Lookup): JsonSchema;
  /** The `$ref` to a response that routes share; an equal one of the same name is one. */
  response(name: string, response: JsonObject): JsonObject;
  /** The name under which a security scheme stands; an equal one of the same name is one. */
  securityScheme(name: string, scheme: Json): string;
  /** All of them, each kind by name; empty kinds are left out. */
  print(): JsonObject;
}

export function createComponents(): Components {
  const schemas = createSchemas();
  const responses = createShared();
  const securitySchemes = createShared();
  return {
    schema: schemas.print,
    response: (name, response) => ({ $ref: `#/components/responses/${responses.nameOf(name, response)}` }),
    securityScheme: securitySchemes.nameOf,
    print() {
      const kinds = {
        schemas: schemas.all(),
        responses: responses.all(),
        securitySchemes: securitySchemes.all(),
      };
      return Object.fromEntries(Object.entries(kinds).filter(([, items]) => Object.keys(items).length > 0));
    },
  };
}

/** Things that are one where their names and texts are. */
function createShared(): { nameOf(wanted: string, item: Json): string; all(): JsonObject } {
  const names = createNames();
  const known = new Map<string, string>();
  const items = new Map<string, Json>();
  return {
    nameOf(wanted, item) {
      const key = `${wanted}\n${JSON.stringify(item)}`;
      const name = known.get(key) ?? names.take(wanted);
      known.set(key, name);
      items.set(name, item);
      return name;
    },
    all: () => sortedByName(items),
  };
}

/** A schema behind a `$ref`. */
interface Met {
  readonly ref: string;
  readonly target: JsonSchema;
  readonly lookup: Lookup;
}

function createSchemas(): { print(resolved: JsonSchema, lookup: Lookup): JsonSchema; all(): JsonObject } {
  const names: Names = createNames();
  const printed = new Map<string, JsonSchema>();
  /** A file that is stale has another version of a schema than its neighbours: the address alone does not tell. */
  const known = new Map<string, string>();
  const byTarget = new WeakMap<JsonObject, Map<string, string>>();

  return { print, all: () => sortedByName(printed) };

  function print(schema: JsonSchema, lookup: Lookup): JsonSchema {
    if (!isJsonObject(schema)) return schema;
    return Object.fromEntries(
      Object.entries(schema)
        .filter(([keyword, value]) => !isReferringSample(keyword, value))
        .map(([keyword, value]) => [keyword, keywordValue(keyword, value, lookup)]),
    );
  }

  function keywordValue(keyword: string, value: Json, lookup: Lookup): Json {
    if (keyword === '$ref' && typeof value === 'string') return refTo(value, lookup);
    if (SCHEMA_KEYWORDS.single.has(keyword)) return print(value as JsonSchema, lookup);
    if (SCHEMA_KEYWORDS.lists.has(keyword) && Array.isArray(value)) {
      return value.map((item: Json) => print(item as JsonSchema, lookup));
    }
    if (SCHEMA_KEYWORDS.maps.has(keyword) && isJsonObject(value)) return printMap(value, lookup);
    return keyword === 'discriminator' && isJsonObject(value) ? discriminator(value, lookup) : value;
  }

  function printMap(map: JsonObject, lookup: Lookup): JsonObject {
    return Object.fromEntries(Object.entries(map).map(([name, item]) => [name, print(item as JsonSchema, lookup)]));
  }

  function discriminator(value: JsonObject, lookup: Lookup): JsonObject {
    if (!isJsonObject(value.mapping)) return value;
    const mapping = Object.entries(value.mapping).map(
      ([tag, ref]) => [tag, typeof ref === 'string' && lookup(ref) !== undefined ? refTo(ref, lookup) : ref] as const,
    );
    return { ...value, mapping: Object.fromEntries(mapping) };
  }

  function refTo(ref: string, lookup: Lookup): string {
    const target = lookup(ref);
    // A meta-schema is known by its own address everywhere.
    if (target === undefined || draftOfUri(ref) !== undefined) return ref;
    return `#/components/schemas/${nameOf(ref, target, lookup)}`;
  }

  function nameOf(ref: string, target: JsonSchema, lookup: Lookup): string {
    const ofTarget = isJsonObject(target) ? (byTarget.get(target) ?? new Map<string, string>()) : undefined;
    const before = ofTarget?.get(ref);
    if (before !== undefined) return before;
    const text = `${ref}\n${JSON.stringify(target)}`;
    const name = known.get(text) ?? printNew(text, { ref, target, lookup });
    ofTarget?.set(ref, name);
    if (isJsonObject(target) && ofTarget) byTarget.set(target, ofTarget);
    return name;
  }

  /** What requests and answers are held to differs in what is required: in a document it is one. */
  function printNew(text: string, { ref, target, lookup }: Met): string {
    const key = directionless(ref, target);
    const earlier = known.get(key);
    const name = earlier ?? names.take(componentName(ref));
    // Known before it is printed: it may contain itself.
    known.set(text, name).set(key, name);
    if (earlier === undefined) printed.set(name, true);
    const whole = print(target, lookup);
    printed.set(name, earlier === undefined ? whole : mergeDirections(printed.get(name) ?? true, whole));
    return name;
  }
}

/** A sample with a `$ref` is data, but no reader of documents takes it for that: what it leads to is not in the document. */
function isReferringSample(keyword: string, value: Json): boolean {
  if (keyword === 'examples')
    return Array.isArray(value) && value.some((item: Json) => isReferringSample('example', item));
  return (keyword === 'example' || keyword === 'default') && isJsonObject(value) && typeof value.$ref === 'string';
}

function sortedByName(items: ReadonlyMap<string, Json>): JsonObject {
  return Object.fromEntries([...items].sort(([a], [b]) => (a < b ? -1 : 1)));
}
