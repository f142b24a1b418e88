/** A schema of a contract, in whatever dialect it is written → the same in draft 2020-12, as a person would write it. */

import { FORMATS } from '../../../compile/schema/ajv.ts';
import { KEYWORDS, type Keyword } from '../../../compile/schema/keywords.ts';
import { isJsonObject, type Json, type JsonObject, type JsonSchema } from '../../../core/json.ts';
import { didYouMean } from '../../../core/nearest.ts';
import type { Place } from '../../../core/problem.ts';
import type { ContractDialect } from '../../../spec/contract/contract-spec.ts';
import type { Located } from '../../../spec/route-spec.ts';
import type { FindRef, Traces } from '../import-context.ts';
import type { Lose } from '../loss.ts';
import { tagBranches } from './discriminator.ts';
import { type Found, isPattern, misfit, rewriteSamples, rewriteType, rewriteValue } from './keyword-value.ts';
import { hiddenNames } from './members.ts';
import { allowNull } from './nullable.ts';

export interface Rewriting {
  readonly dialect: ContractDialect;
  readonly direction: 'request' | 'response';
  readonly lose: Lose;
  readonly find: FindRef;
  readonly traces: Traces;
  /** What stands in place of a `$ref`: another one, or the schema itself. */
  refer(ref: string, place: Place): JsonSchema;
}

/** A schema while it is being put together. */
export type Draught = Record<string, Json>;

export function rewriteSchema(at: Located, rewriting: Rewriting): JsonSchema {
  const { value, place } = at;
  if (typeof value === 'boolean') return value;
  if (!isJsonObject(value)) {
    rewriting.lose('keyword', place, 'this is no schema', { part: 'value' });
    return true;
  }
  const out = typeof value.$ref === 'string' ? besideRef(value, place, rewriting) : rewriteKeywords(at, rewriting);
  return typeof out === 'boolean' ? out : rewriting.traces.trace(inOrder(out), place);
}

const NOTES = ['title', 'description', 'deprecated', 'readOnly', 'writeOnly', 'default', 'example', 'examples'];

/** OpenAPI 3.0.3, Reference Object: what stands beside a `$ref` is ignored there; words about it are kept all the same. */
function besideRef(value: JsonObject, place: Place, rewriting: Rewriting): JsonSchema {
  const { $ref: ref, ...others } = value;
  const target = rewriting.refer(String(ref), place.child('$ref'));
  const isAlone = rewriting.dialect !== 'openapi-3.1';
  const kept = Object.entries(others).filter(([name]) => {
    if (!isAlone || name === 'description' || name === 'title') return true;
    if (!name.startsWith('x-')) rewriting.lose('keyword', place.child(name), `"${name}" beside a "$ref" has no effect`);
    return false;
  });
  if (kept.length === 0) return target;
  const beside = rewriteKeywords({ value: Object.fromEntries(kept), place }, rewriting);
  if (Object.keys(beside).length === 0) return target;
  if (target === true) return beside;
  if (target === false) return false;
  const isNotes = Object.keys(beside).every((name) => NOTES.includes(name));
  return isNotes || typeof target.$ref === 'string' ? { ...target, ...beside } : { allOf: [target], ...beside };
}

function rewriteKeywords({ value, place }: Located, rewriting: Rewriting): Draught {
  const written = value as JsonObject;
  const out: Draught = {};
  for (const [name, item] of Object.entries(written)) {
    rewriteKeyword({ name, value: item, place: place.child(name), written, out }, rewriting);
  }
  dropEffectless(out, place, rewriting);
  releaseHidden(out, { value, place }, rewriting);
  tagBranches(out, { value: written, place }, rewriting);
  const isNullable =
    written.nullable === true || (rewriting.dialect === 'swagger-2.0' && written['x-nullable'] === true);
  return isNullable ? allowNull(out) : out;
}

/** Said elsewhere, or about the schema as a document. */
const SILENT = ['nullable', 'discriminator', '$schema', '$id', 'id', '$anchor', '$dynamicAnchor', '$comment', '$defs'];

function rewriteKeyword(found: Found, rewriting: Rewriting): void {
  const { name, value, place, out } = found;
  const keyword = KEYWORDS.get(name);
  if (SILENT.includes(name) || name === 'definitions' || name === 'x-nullable') return;
  if (name === '$dynamicRef' && typeof value === 'string') {
    Object.assign(out, rewriting.refer(value, place));
  } else if (name.startsWith('x-')) rewriting.lose('extension', place, name);
  else if (name === 'xml') rewriting.lose('xml', place, 'how the value looks in XML');
  else if (name === 'externalDocs') rewriting.lose('docs', place, 'of a schema');
  else if (name === 'collectionFormat') rewriting.lose('style', place, 'collectionFormat inside a schema');
  else if (keyword) rewriteKnown(found, keyword, rewriting);
  else rewriting.lose('keyword', place, `"${name}"${suggestion(name)}`);
}

function suggestion(name: string): string {
  const hint = didYouMean(name, KEYWORDS.keys());
  return hint === undefined ? '' : `: ${hint}`;
}

function rewriteKnown(found: Found, keyword: Keyword, rewriting: Rewriting): void {
  const { name, value, place, out, written } = found;
  const sub = (item: Json, at: Place): JsonSchema => rewriteSchema({ value: item, place: at }, rewriting);
  switch (keyword.shape) {
    case 'schema':
      if (name !== 'additionalItems') out[name] = sub(value, place);
      else if (Array.isArray(written.items)) out.items = sub(value, place);
      return;
    case 'items':
      if (Array.isArray(value)) out.prefixItems = value.map((item: Json, index) => sub(item, place.child(index)));
      else out.items = sub(value, place);
      return;
    case 'schema-list':
      if (Array.isArray(value) && value.length > 0) {
        out[name] = value.map((item: Json, index) => sub(item, place.child(index)));
      } else misfit(found, 'is no list of schemas', rewriting);
      return;
    case 'schema-map':
      if (isJsonObject(value)) out[name] = rewriteMap(found, sub, rewriting);
      else misfit(found, 'is no map of schemas', rewriting);
      return;
    case 'dependencies':
      splitDependencies(found, sub, rewriting);
      return;
    case 'type':
      rewriteType(found, rewriting);
      return;
    case 'samples':
      rewriteSamples(found, rewriting);
      return;
    case 'any':
      if (name === 'example') out.examples = [...((out.examples ?? []) as readonly Json[]), value];
      else out[name] = value;
      return;
    case 'document':
      return;
    default:
      rewriteValue(found, keyword, rewriting);
  }
}

function rewriteMap(
  { name, value, place }: Found,
  sub: (item: Json, at: Place) => JsonSchema,
  rewriting: Rewriting,
): JsonObject {
  const entries = Object.entries(value as JsonObject).filter(
    ([key]) => name !== 'patternProperties' || isPattern(key, place.child(key), rewriting),
  );
  return Object.fromEntries(entries.map(([key, item]) => [key, sub(item, place.child(key))]));
}

function splitDependencies(
  { value, place, out }: Found,
  sub: (item: Json, at: Place) => JsonSchema,
  { lose }: Rewriting,
): void {
  if (!isJsonObject(value)) lose('keyword', place, '"dependencies" is no map');
  for (const [key, item] of isJsonObject(value) ? Object.entries(value) : []) {
    const keyword = Array.isArray(item) ? 'dependentRequired' : 'dependentSchemas';
    const before = (out[keyword] ?? {}) as JsonObject;
    out[keyword] = { ...before, [key]: Array.isArray(item) ? item : sub(item, place.child(key)) };
  }
}

/** A keyword that says nothing about values of the schema's types would only be a riddle. */
function dropEffectless(out: Draught, place: Place, { lose }: Rewriting): void {
  const { type } = out;
  if (type === undefined) return;
  const types = (Array.isArray(type) ? type : [type]) as readonly Json[];
  for (const name of Object.keys(out)) {
    const about = name === 'format' ? FORMATS.get(String(out.format))?.type : KEYWORDS.get(name)?.type;
    if (about === undefined || types.includes(about) || (about === 'number' && types.includes('integer'))) continue;
    lose('keyword', place.child(name), `"${name}" says nothing about ${types.join(' or ')}`);
    delete out[name];
  }
}

/** `readOnly` members are not asked for in requests, `writeOnly` ones not promised in answers. */
function releaseHidden(out: Draught, at: Located, { direction, find }: Rewriting): void {
  const hidden = hiddenNames(at, direction === 'request' ? 'readOnly' : 'writeOnly', find);
  if (hidden.size === 0) return;
  release(out, hidden);
  if (Array.isArray(out.allOf))
    for (const part of out.allOf as readonly Json[]) if (isJsonObject(part)) release(part, hidden);
}

function release(schema: Draught | JsonObject, hidden: ReadonlySet<string>): void {
  if (!Array.isArray(schema.required)) return;
  const left = schema.required.filter((name: Json) => !hidden.has(String(name)));
  if (left.length > 0) (schema as Draught).required = left;
  else delete (schema as Draught).required;
}

const FIRST = ['$schema', '$ref', 'type', 'format', 'title', 'description'];
const LAST = ['required', 'properties', 'additionalProperties', 'default', 'example', 'examples'];

/** What it is comes first, what it may hold and what it looks like last. */
function inOrder(schema: JsonObject): JsonObject {
  const middle = Object.keys(schema).filter((name) => !FIRST.includes(name) && !LAST.includes(name));
  return Object.fromEntries(
    [...FIRST, ...middle, ...LAST].flatMap((name) => {
      const value = schema[name];
      return value === undefined ? [] : [[name, value] as const];
    }),
  );
}
