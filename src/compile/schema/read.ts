/** A schema as people wrote it → the same in draft 2020-12 with absolute `$ref`s, every mistake told where it stands. */

import { isJsonObject, type Json, type JsonObject, type JsonSchema } from '../../core/json.ts';
import { didYouMean } from '../../core/nearest.ts';
import type { Place } from '../../core/problem.ts';
import { isFit, isNames, isPattern } from './keyword-values.ts';
import { type Draft, draftOfUri, FOREIGN_KEYWORDS, KEYWORDS, type Keyword, TYPES } from './keywords.ts';
import { complain, expect, placeHere, type Reading, type ReadOptions, type ReadSchema, under } from './reading.ts';
import { checkSense } from './sense.ts';
import { quote } from './words.ts';

/** Reads one schema with all that is written inside it. */
export function readSchema(written: Json, options: ReadOptions): ReadSchema {
  const reading: Reading = { options, keys: [], errors: 0, refs: 0 };
  const schema = visit(reading, written);
  return { schema, isFine: reading.errors === 0, hasRefs: reading.refs > 0 };
}

function visit(reading: Reading, written: Json): JsonSchema {
  if (typeof written === 'boolean') return written;
  if (!isJsonObject(written)) {
    const isType = (TYPES as readonly Json[]).includes(written);
    complain(reading, 'bad-schema', `a schema is a map, true or false, not ${quote(written)}`, {
      hint: isType ? `write { type: ${written} }` : undefined,
    });
    return true;
  }
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

/** The resolved form of one schema while it is being put together. */
type Draught = Record<string, Json>;

function visitKeywords(reading: Reading, written: JsonObject): JsonObject {
  const { draft } = reading.options;
  const out: Draught = {};
  for (const name of Object.keys(written)) {
    const value = written[name] as Json;
    const keyword = KEYWORDS.get(name);
    if (keyword && (!keyword.drafts || keyword.drafts.includes(draft))) {
      reading.keys.push(name);
      visitKeyword(reading, out, { name, keyword, value, written });
      reading.keys.pop();
    } else if (name.startsWith('x-')) {
      out[name] = value;
    } else {
      complainOfKey(reading, name);
    }
  }
  checkSense(reading, written, out);
  return out;
}

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
    case 'any':
    case 'samples':
      if (keyword.shape === 'samples' && !expect(reading, Array.isArray(value), 'a list of values')) return;
      out[name] = value;
      if (keyword.isNote) noteSamples(reading, out, name);
      return;
    default:
      if (isFit(reading, name, keyword, value)) out[name] = value;
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
  else if (reading.options.draft !== '2020-12') out.prefixItems = visitList(reading, value);
  else expect(reading, false, 'one schema', 'a list of schemas is "prefixItems" in draft 2020-12');
}

function visitList(reading: Reading, list: readonly Json[]): readonly JsonSchema[] {
  return list.map((item, index) => under(reading, index, () => visit(reading, item)));
}

function visitMap(reading: Reading, out: Draught, { name, keyword, value }: FoundKeyword): void {
  const read: Record<string, JsonSchema> = {};
  for (const [key, schema] of Object.entries(value as JsonObject)) {
    reading.keys.push(key);
    if (name === 'patternProperties') isPattern(reading, key, 'key');
    read[key] = visit(reading, schema);
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
  if (keyword !== 'examples') onSample({ schema, keyword, value, at: placeHere(reading) });
  else {
    (value as readonly Json[]).forEach((sample, index) => {
      onSample({ schema, keyword, value: sample, at: placeHere(reading, index) });
    });
  }
}

function checkSchemaUri(reading: Reading, value: Json): void {
  const { draft } = reading.options;
  const named = typeof value === 'string' ? draftOfUri(value) : undefined;
  if (named === draft) return;
  if (named) complain(reading, 'bad-schema', `a schema of draft ${named} cannot stand inside one of draft ${draft}`);
  else {
    complain(reading, 'bad-schema', `there is no draft ${quote(value)}`, {
      hint: 'draft 2020-12, 2019-09 and draft-07 are known; without "$schema" it is 2020-12',
    });
  }
}

function complainOfKey(reading: Reading, name: string): void {
  const { draft } = reading.options;
  const names = [...KEYWORDS].flatMap(([key, { drafts }]) => (drafts && !drafts.includes(draft) ? [] : [key]));
  const message = KEYWORDS.has(name)
    ? `draft ${draft} has no keyword "${name}"`
    : `a JSON Schema has no keyword "${name}"`;
  const hint = FOREIGN_KEYWORDS.get(name) ?? didYouMean(name, names);
  under(reading, name, () => complain(reading, 'unknown-key', message, { part: 'key', hint }));
}

/** True when a value could be a schema of the draft: shapes only, as a meta-schema would say. */
export function isSchema(value: unknown, draft: Draft): boolean {
  let isFine = true;
  readSchema(value as Json, {
    base: NOWHERE,
    draft,
    report: ({ code, severity }) => {
      if (severity === 'error' && code !== 'unknown-key' && code !== 'unknown-format') isFine = false;
    },
    known: new Map(),
    follow: (ref) => ref,
    onRef() {},
    onSample() {},
  });
  return isFine;
}

/** For reading a value that stands in no file. */
const NOWHERE: Place = {
  file: '',
  path: '',
  pointer: '',
  child: () => NOWHERE,
  origin: () => ({ file: '', pointer: '', line: 1, column: 1 }),
  problem: (code, message, options) => ({
    code,
    message,
    severity: options?.severity ?? 'error',
    origin: NOWHERE.origin(),
  }),
};
