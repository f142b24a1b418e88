/** A schema as people wrote it → the same in draft 2020-12 with absolute `$ref`s, every mistake told where it stands. */

import { isJsonObject, type Json, type JsonObject, type JsonSchema } from '../../core/json.ts';
import { draftOfUri } from '../../spec/meta-schemas.ts';
import { readDiscriminator } from './discriminator.ts';
import { isFit, isNames, isPattern } from './keyword-values.ts';
import { type Keyword, TYPES } from './keywords.ts';
import { isReferenceAlone, mannerName, nearestDraft } from './manner.ts';
import { allowNull } from './nullable.ts';
import { findKeyword } from './openapi-keywords.ts';
import { readOlder } from './read-older.ts';
import {
  complain,
  type Draught,
  expect,
  placeHere,
  type Reading,
  type ReadOptions,
  type ReadSchema,
  refuse,
  under,
} from './reading.ts';
import { checkSense } from './sense.ts';
import { complainOfForeign, complainOfKey } from './unknown-keyword.ts';
import { quote, quoteAll } from './words.ts';

/** Reads one schema with all that is written inside it. */
export function readSchema(written: Json, options: ReadOptions): ReadSchema {
  const reading: Reading = { options, keys: [], errors: 0, refs: 0 };
  const schema = visit(reading, written);
  return { schema, isFine: reading.errors === 0, hasRefs: reading.refs > 0 };
}

function visit(reading: Reading, written: Json): JsonSchema {
  if (typeof written === 'boolean') return written;
  if (!isJsonObject(written)) return visitOddity(reading, written);
  const { known } = reading.options;
  const earlier = known.get(written);
  if (earlier) {
    if (!earlier.isFine) reading.errors++;
    if (earlier.hasRefs) reading.refs++;
    return earlier.schema;
  }
  const { errors, refs } = reading;
  const schema = visitKeywords(reading, written);
  known.set(written, { schema, isFine: reading.errors === errors, hasRefs: reading.refs > refs });
  return schema;
}

/** What is no schema; read leniently, the name of a type is that type, and nothing at all is anything. */
function visitOddity(reading: Reading, written: Json): JsonSchema {
  const { isLenient } = reading.options.manner;
  const isType = (TYPES as readonly Json[]).includes(written);
  const tell = isLenient && (isType || written === null) ? complain : refuse;
  tell(reading, 'bad-schema', `a schema is a map, true or false, not ${quote(written)}`, {
    hint: isType ? `write { type: ${written} }` : isLenient && written === null ? 'it takes anything now' : undefined,
  });
  return isType ? { type: written } : true;
}

function visitKeywords(reading: Reading, written: JsonObject): JsonObject {
  const { manner } = reading.options;
  if (typeof written.$ref === 'string' && isReferenceAlone(manner)) return visitReference(reading, written);
  const out: Draught = {};
  let isNullable = false;
  for (const name of Object.keys(written)) {
    const value = written[name] as Json;
    const found = findKeyword(name, manner);
    if (found) {
      reading.keys.push(name);
      if (found.isForeign) complainOfForeign(reading, name);
      if (found.keyword.shape === 'nullable')
        isNullable = expect(reading, typeof value === 'boolean', 'true or false') && value === true;
      else visitKeyword(reading, out, { name, keyword: found.keyword, value, written });
      reading.keys.pop();
    } else if (name.startsWith('x-')) {
      out[name] = value;
    } else {
      complainOfKey(reading, name);
    }
  }
  checkSense(reading, written, out);
  const schema = isNullable ? allowNull(out) : out;
  for (const keyword of SAMPLES) if (schema[keyword] !== undefined) noteSamples(reading, schema, keyword);
  noteForLater(reading, out);
  return schema;
}

/** A map with a `$ref` in a dialect in which nothing else in it counts. */
function visitReference(reading: Reading, written: JsonObject): JsonObject {
  const out: Draught = {};
  under(reading, '$ref', () => visitRef(reading, out, written.$ref as string));
  const { manner } = reading.options;
  const others = Object.keys(written).filter((name) => {
    const keyword = name === '$ref' ? undefined : findKeyword(name, manner)?.keyword;
    return keyword !== undefined && keyword.isNote !== true;
  });
  const [first] = others;
  if (first !== undefined) {
    under(reading, first, () =>
      complain(reading, 'bad-schema', `${quoteAll(others)} beside a "$ref" has no effect in ${mannerName(manner)}`, {
        part: 'key',
        hint: 'write the $ref as a part: allOf: [{ $ref: … }]',
      }),
    );
  }
  return out;
}

/** What can be settled only when everything that a schema refers to has been read. */
function noteForLater(reading: Reading, out: Draught): void {
  const { options } = reading;
  const { manner } = options;
  if (!manner.isLenient) return;
  if (manner.direction !== undefined && (out.required !== undefined || out.allOf !== undefined))
    options.onRequired(out);
  if (manner.dialect === undefined || out.discriminator !== undefined) return;
  if (out.oneOf !== undefined || out.anyOf !== undefined) options.onTagged({ schema: out, at: placeHere(reading) });
}

const SAMPLES = ['default', 'example', 'examples'];

interface FoundKeyword {
  readonly name: string;
  readonly keyword: Keyword;
  readonly value: Json;
  readonly written: JsonObject;
}

function visitKeyword(reading: Reading, out: Draught, found: FoundKeyword): void {
  const { name, keyword, value } = found;
  switch (keyword.shape) {
    case 'schema':
      visitSingle(reading, out, found);
      return;
    case 'items':
      visitItems(reading, out, value);
      return;
    case 'schema-list':
      if (Array.isArray(value) && value.length > 0) out[name] = visitList(reading, value);
      else expect(reading, false, 'a list with at least one schema');
      return;
    case 'schema-map':
      if (isJsonObject(value)) visitMap(reading, out, found);
      else expect(reading, false, 'a map of names to schemas');
      return;
    case 'dependencies':
      if (isJsonObject(value)) splitDependencies(reading, out, value);
      else expect(reading, false, 'a map of names to lists of names or schemas');
      return;
    case 'document':
      if (name === '$schema') checkSchemaUri(reading, value);
      else if (name === '$id' || name === '$anchor') expect(reading, typeof value === 'string', 'a text');
      return;
    case 'ref':
      if (typeof value === 'string') visitRef(reading, out, value);
      else expect(reading, false, 'a text such as "item.schema.json#/$defs/price"');
      return;
    case 'samples':
      if (expect(reading, Array.isArray(value), 'a list of values')) out[name] = value;
      return;
    case 'any':
      out[name] = value;
      return;
    case 'discriminator':
      readDiscriminator(reading, out, found.written);
      return;
    case 'names':
      visitNames(reading, out, found);
      return;
    default:
      if (readOlder(reading, out, found)) return;
      if (isFit(reading, name, keyword, value)) out[name] = value;
  }
}

/** A name that is there twice leaves its meaning to the list. */
function visitNames(reading: Reading, out: Draught, { name, keyword, value }: FoundKeyword): void {
  if (isFit(reading, name, keyword, value)) out[name] = value;
  else if (reading.options.manner.isLenient && Array.isArray(value)) {
    out[name] = [...new Set(value.filter((item) => typeof item === 'string'))];
  }
}

function visitSingle(reading: Reading, out: Draught, { name, value, written }: FoundKeyword): void {
  const read = visit(reading, value);
  if (name !== 'additionalItems') out[name] = read;
  else if (Array.isArray(written.items)) out.items = read;
}

/** Before draft 2020-12 a list under `items` was what `prefixItems` is now. */
function visitItems(reading: Reading, out: Draught, value: Json): void {
  if (!Array.isArray(value)) out.items = visit(reading, value);
  else {
    const { manner } = reading.options;
    const isRight = manner.draft !== '2020-12';
    if (!isRight) expect(reading, false, 'one schema', 'a list of schemas is "prefixItems" in draft 2020-12');
    if (isRight || manner.isLenient) out.prefixItems = visitList(reading, value);
  }
}

function visitList(reading: Reading, list: readonly Json[]): readonly JsonSchema[] {
  return list.map((item, index) => under(reading, index, () => visit(reading, item)));
}

function visitMap(reading: Reading, out: Draught, { name, keyword, value }: FoundKeyword): void {
  const read: Record<string, JsonSchema> = {};
  for (const [key, schema] of Object.entries(value as JsonObject)) {
    reading.keys.push(key);
    const isNamed = name !== 'patternProperties' || isPattern(reading, key, 'key');
    const sub = visit(reading, schema);
    if (isNamed) read[key] = sub;
    reading.keys.pop();
  }
  // Definitions are found by the `$ref`s to them; `dependentSchemas` may have got some from `dependencies` before.
  if (!keyword.isNote) out[name] = out[name] === undefined ? read : { ...(out[name] as JsonObject), ...read };
}

function splitDependencies(reading: Reading, out: Draught, map: JsonObject): void {
  const required: Record<string, Json> = { ...(out.dependentRequired as JsonObject | undefined) };
  const schemas: Record<string, Json> = { ...(out.dependentSchemas as JsonObject | undefined) };
  for (const [name, value] of Object.entries(map)) {
    reading.keys.push(name);
    if (!Array.isArray(value)) schemas[name] = visit(reading, value);
    else if (expect(reading, isNames(value), 'a list of names, each once')) required[name] = value;
    reading.keys.pop();
  }
  if (Object.keys(required).length > 0) out.dependentRequired = required;
  if (Object.keys(schemas).length > 0) out.dependentSchemas = schemas;
}

function visitRef(reading: Reading, out: Draught, ref: string): void {
  const at = placeHere(reading);
  const uri = reading.options.follow(ref, at());
  reading.refs++;
  if (uri === undefined) {
    reading.errors++;
    return;
  }
  out.$ref = uri;
  reading.options.onRef(out, at);
}

function noteSamples(reading: Reading, schema: Draught, keyword: string): void {
  const { onSample } = reading.options;
  const value = schema[keyword] as Json;
  if (keyword !== 'examples') onSample({ schema, keyword, value, at: placeHere(reading, keyword) });
  else {
    (value as readonly Json[]).forEach((sample, index) => {
      onSample({ schema, keyword, value: sample, at: placeHere(reading, keyword, index) });
    });
  }
}

function checkSchemaUri(reading: Reading, value: Json): void {
  const { draft, isLenient } = reading.options.manner;
  if (isReferenceAlone(reading.options.manner)) return;
  const named = typeof value === 'string' ? (isLenient ? nearestDraft : draftOfUri)(value) : undefined;
  if (named === draft) return;
  if (named) complain(reading, 'bad-schema', `a schema of draft ${named} cannot stand inside one of draft ${draft}`);
  else {
    complain(reading, 'bad-schema', `there is no draft ${quote(value)}`, {
      hint: 'draft 2020-12, 2019-09 and draft-07 are known; without "$schema" it is 2020-12',
    });
  }
}
