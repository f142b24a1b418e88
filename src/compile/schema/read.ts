/** A schema as people wrote it → the same in draft 2020-12 with absolute `$ref`s, every mistake told where it stands. */

import { isJsonObject, type Json, type JsonObject, type JsonSchema, jsonType } from '../../core/json.ts';
import { didYouMean } from '../../core/nearest.ts';
import { compilePattern } from '../../core/pattern.ts';
import type { Place, ProblemOptions, Report } from '../../core/problem.ts';
import type { ProblemCode } from '../../core/problem-codes.ts';
import { FORMATS } from './ajv.ts';
import { type Draft, draftOfUri, FOREIGN_KEYWORDS, KEYWORDS, type Keyword, TYPES } from './keywords.ts';
import { joinWords, quote, typePhrase, typesOf } from './words.ts';

/** A schema that was read; one that is not fine has had its problems reported. */
export interface ReadSchema {
  readonly schema: JsonSchema;
  readonly isFine: boolean;
}

/** What reading takes from outside, and whom it tells what it comes across. */
export interface Reading {
  readonly base: Place;
  readonly draft: Draft;
  readonly report: Report;
  /** Schemas that were read before, by the object that was parsed: each is read, and complained about, once. */
  readonly known: Map<object, ReadSchema>;
  /** The absolute URI for a `$ref`, or undefined once its problem is reported. */
  follow(ref: string, at: () => Place): string | undefined;
  /** A schema with a `$ref`. */
  onRef(holder: JsonObject, at: () => Place): void;
  /** A `default` or an example that the schema itself should accept. */
  onSample(sample: Sample): void;
}

export interface Sample {
  readonly schema: JsonObject;
  readonly keyword: string;
  readonly value: Json;
  readonly at: () => Place;
}

/** Reads one schema with all that is written inside it. */
export function readSchema(written: Json, reading: Reading): ReadSchema {
  const { known, draft } = reading;
  const keys: (string | number)[] = [];
  let errors = 0;
  const schema = visit(written);
  return { schema, isFine: errors === 0 };

  function visit(value: Json): JsonSchema {
    if (typeof value === 'boolean') return value;
    if (!isJsonObject(value)) {
      const isType = typeof value === 'string' && (TYPES as readonly string[]).includes(value);
      complain('bad-schema', `a schema is a map, true or false, not ${quote(value)}`, {
        hint: isType ? `write { type: ${value} }` : undefined,
      });
      return true;
    }
    const earlier = known.get(value);
    if (earlier) {
      if (!earlier.isFine) errors++;
      return earlier.schema;
    }
    const errorsBefore = errors;
    const read = visitKeywords(value);
    known.set(value, { schema: read, isFine: errors === errorsBefore });
    return read;
  }

  function visitAt(key: string | number, value: Json): JsonSchema {
    keys.push(key);
    const read = visit(value);
    keys.pop();
    return read;
  }

  function visitKeywords(written: JsonObject): JsonObject {
    const out: Record<string, Json> = {};
    for (const name of Object.keys(written)) {
      const value = written[name] as Json;
      const keyword = KEYWORDS.get(name);
      if (keyword && (!keyword.drafts || keyword.drafts.includes(draft))) {
        keys.push(name);
        visitKeyword(out, { name, keyword, value, written });
        keys.pop();
      } else if (name.startsWith('x-')) {
        out[name] = value;
      } else {
        complainOfKey(name, keyword !== undefined);
      }
    }
    checkSense(written, out);
    return out;
  }

  function visitKeyword(out: Record<string, Json>, found: FoundKeyword): void {
    const { name, keyword, value, written } = found;
    switch (keyword.shape) {
      case 'schema': {
        const read = visit(value);
        if (name !== 'additionalItems') out[name] = read;
        else if (Array.isArray(written.items)) out.items = read;
        return;
      }
      case 'items':
        if (!Array.isArray(value)) out.items = visit(value);
        else if (draft === '2020-12')
          expect(false, 'one schema', 'a list of schemas is "prefixItems" in draft 2020-12');
        else out.prefixItems = visitList(value);
        return;
      case 'schema-list':
        if (expect(Array.isArray(value) && value.length > 0, 'a list with at least one schema')) {
          out[name] = visitList(value as readonly Json[]);
        }
        return;
      case 'schema-map': {
        if (!expect(isJsonObject(value), 'a map of names to schemas')) return;
        if (name === 'patternProperties') checkPatternNames(value as JsonObject);
        const read = visitMap(value as JsonObject);
        if (!keyword.isNote) out[name] = { ...(out[name] as JsonObject | undefined), ...read };
        return;
      }
      case 'dependencies':
        if (expect(isJsonObject(value), 'a map of names to lists of names or schemas')) {
          splitDependencies(out, value as JsonObject);
        }
        return;
      case 'document':
        if (name === '$schema') checkSchemaUri(value);
        else if (name === '$id' || name === '$anchor' || name === '$comment')
          expect(typeof value === 'string', 'a text');
        return;
      case 'ref':
        if (expect(typeof value === 'string', 'a text such as "item.schema.json#/$defs/price"')) {
          visitRef(out, value as string);
        }
        return;
      case 'any':
      case 'samples':
        if (keyword.shape === 'samples' && !expect(Array.isArray(value), 'a list of values')) return;
        out[name] = value;
        if (keyword.isNote) noteSamples(out, name, value);
        return;
      default:
        if (isFit(name, keyword, value)) out[name] = value;
    }
  }

  function visitList(list: readonly Json[]): readonly JsonSchema[] {
    return list.map((item, index) => visitAt(index, item));
  }

  function visitMap(map: JsonObject): Record<string, JsonSchema> {
    const read: Record<string, JsonSchema> = {};
    for (const name of Object.keys(map)) read[name] = visitAt(name, map[name] as Json);
    return read;
  }

  function splitDependencies(out: Record<string, Json>, map: JsonObject): void {
    const required: Record<string, Json> = { ...(out.dependentRequired as JsonObject | undefined) };
    const schemas: Record<string, Json> = { ...(out.dependentSchemas as JsonObject | undefined) };
    for (const name of Object.keys(map)) {
      const value = map[name] as Json;
      keys.push(name);
      if (!Array.isArray(value)) schemas[name] = visit(value);
      else if (expect(isNames(value), 'a list of names')) required[name] = value;
      keys.pop();
    }
    if (Object.keys(required).length > 0) out.dependentRequired = required;
    if (Object.keys(schemas).length > 0) out.dependentSchemas = schemas;
  }

  function visitRef(out: JsonObject & Record<string, Json>, ref: string): void {
    const at = placeHere();
    const uri = reading.follow(ref, at);
    if (uri === undefined) {
      errors++;
      return;
    }
    out.$ref = uri;
    reading.onRef(out, at);
  }

  function noteSamples(schema: JsonObject, keyword: string, value: Json): void {
    const values = keyword === 'examples' ? (value as readonly Json[]) : [value];
    values.forEach((sample, index) => {
      reading.onSample({ schema, keyword, value: sample, at: placeHere(...(keyword === 'examples' ? [index] : [])) });
    });
  }

  /** True when a plain value is what the keyword takes; complains otherwise. */
  function isFit(name: string, keyword: Keyword, value: Json): boolean {
    switch (keyword.shape) {
      case 'type':
        return isType(value);
      case 'values':
        return expect(Array.isArray(value) && value.length > 0, 'a list with at least one value');
      case 'boolean':
        return expect(typeof value === 'boolean', 'true or false');
      case 'number': {
        const isOld = typeof value === 'boolean' && name.startsWith('exclusive');
        return expect(
          typeof value === 'number',
          'a number',
          isOld
            ? `write the limit itself: ${name}: 5, without "${name === 'exclusiveMinimum' ? 'minimum' : 'maximum'}"`
            : undefined,
        );
      }
      case 'step':
        return expect(typeof value === 'number' && value > 0, 'a number above 0');
      case 'count':
        return expect(Number.isSafeInteger(value) && (value as number) >= 0, 'a whole number, 0 or more');
      case 'text':
        return expect(typeof value === 'string', 'a text');
      case 'pattern':
        return expect(typeof value === 'string', 'a pattern, as a text') && isPattern(value as string);
      case 'format':
        return expect(typeof value === 'string', 'the name of a format') && isFormat(value as string);
      case 'names':
        return expect(
          isNames(value),
          'a list of names, each once',
          typeof value === 'boolean' ? 'put the name into the "required" list of the schema around it' : undefined,
        );
      case 'name-map':
        return expect(isJsonObject(value) && Object.values(value).every(isNames), 'a map of names to lists of names');
      default:
        return true;
    }
  }

  function isType(value: Json): boolean {
    const isList = Array.isArray(value);
    const words: readonly Json[] = isList ? value : [value];
    if (words.length === 0 || new Set(words).size < words.length) {
      return expect(false, 'a type or a list of different types');
    }
    let isKnown = true;
    words.forEach((word, index) => {
      if (typeof word === 'string' && (TYPES as readonly string[]).includes(word)) return;
      isKnown = false;
      if (isList) keys.push(index);
      complain('bad-schema', `there is no type ${quote(word)}`, {
        hint:
          word === null
            ? 'write "null" in quotes'
            : typeof word === 'string'
              ? (didYouMean(word, TYPES) ?? `the types are ${joinWords(TYPES, 'and')}`)
              : undefined,
      });
      if (isList) keys.pop();
    });
    return isKnown;
  }

  function isPattern(source: string): boolean {
    const pattern = compilePattern(source);
    if ('error' in pattern) complain('bad-pattern', `the pattern "${source}" is not in RE2 syntax: ${pattern.error}`);
    return !('error' in pattern);
  }

  function checkPatternNames(map: JsonObject): void {
    for (const source of Object.keys(map)) {
      const pattern = compilePattern(source);
      if (!('error' in pattern)) continue;
      keys.push(source);
      complain('bad-pattern', `the pattern "${source}" is not in RE2 syntax: ${pattern.error}`, { part: 'key' });
      keys.pop();
    }
  }

  function isFormat(name: string): boolean {
    if (FORMATS.has(name)) return true;
    complain('unknown-format', `there is no format "${name}"`, { hint: didYouMean(name, FORMATS.keys()) });
    return false;
  }

  function checkSchemaUri(value: Json): void {
    const named = typeof value === 'string' ? draftOfUri(value) : undefined;
    if (named === draft) return;
    if (named) complain('bad-schema', `a schema of draft ${named} cannot stand inside one of draft ${draft}`);
    else {
      complain('bad-schema', `there is no draft ${quote(value)}`, {
        hint: 'draft 2020-12, 2019-09 and draft-07 are known; without "$schema" it is 2020-12',
      });
    }
  }

  /** What is legal but has no effect, or admits nothing: surely not what was meant. */
  function checkSense(written: JsonObject, out: JsonObject): void {
    const types = typesOf(out);
    for (const name in out) {
      const needed = NEEDED.get(name);
      const type = name === 'format' ? FORMATS.get(String(out.format))?.type : KEYWORDS.get(name)?.type;
      if (
        types &&
        type &&
        name in written &&
        !types.some((one) => one === type || (type === 'number' && one === 'integer'))
      ) {
        warn(name, `"${name}" says nothing about ${typePhrase(types)}`);
      } else if (needed && out[needed] === undefined) {
        warn(name, `"${name}" does nothing without "${needed}"`);
      }
    }
    for (const [low, high] of RANGES) {
      const [from, to] = [out[low], out[high]];
      if (typeof from === 'number' && typeof to === 'number' && from > to) {
        warn(low, `nothing is valid: "${low}" is ${from}, "${high}" only ${to}`);
      }
    }
  }

  function warn(name: string, message: string): void {
    reading.report(placeHere(name)().problem('bad-schema', message, { part: 'key', severity: 'warning' }));
  }

  function complainOfKey(name: string, isOfOtherDraft: boolean): void {
    const names = [...KEYWORDS].flatMap(([key, { drafts }]) => (drafts && !drafts.includes(draft) ? [] : [key]));
    keys.push(name);
    complain(
      'unknown-key',
      isOfOtherDraft ? `draft ${draft} has no keyword "${name}"` : `a JSON Schema has no keyword "${name}"`,
      { part: 'key', hint: FOREIGN_KEYWORDS.get(name) ?? didYouMean(name, names) },
    );
    keys.pop();
  }

  /** Complains about the keyword that is being read unless its value is as it should be. */
  function expect(isRight: boolean, expected: string, hint?: string): boolean {
    if (!isRight) complain('bad-schema', `"${keys.at(-1)}" must be ${expected}`, { hint });
    return isRight;
  }

  function complain(code: ProblemCode, message: string, options: ProblemOptions = {}): void {
    errors++;
    reading.report(placeHere()().problem(code, message, options));
  }

  /** The place that is being read, found when it is asked for: most schemas have no problem. */
  function placeHere(...more: readonly (string | number)[]): () => Place {
    const path = [...keys, ...more];
    return () => reading.base.child(...path);
  }
}

interface FoundKeyword {
  readonly name: string;
  readonly keyword: Keyword;
  readonly value: Json;
  readonly written: JsonObject;
}

const NEEDED: ReadonlyMap<string, string> = new Map([
  ['then', 'if'],
  ['else', 'if'],
  ['minContains', 'contains'],
  ['maxContains', 'contains'],
]);

const RANGES: readonly (readonly [low: string, high: string])[] = [
  ['minimum', 'maximum'],
  ['minLength', 'maxLength'],
  ['minItems', 'maxItems'],
  ['minProperties', 'maxProperties'],
  ['minContains', 'maxContains'],
];

function isNames(value: Json): boolean {
  return (
    Array.isArray(value) && value.every((name) => typeof name === 'string') && new Set(value).size === value.length
  );
}

/** True when a value could be a schema of the draft: shapes only, as a meta-schema would say. */
export function isSchema(value: unknown, draft: Draft): boolean {
  if (typeof value !== 'boolean' && jsonType(value) !== 'object') return false;
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
