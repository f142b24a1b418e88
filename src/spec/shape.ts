/** A parsed file against the JSON Schema of its kind: unknown keys, wrong types and wrong values, each on its line. */

import { Ajv2020, type ErrorObject, type ValidateFunction } from 'ajv/dist/2020.js';
import { type Json, type JsonObject, jsonType } from '../core/json.ts';
import { nearest } from '../core/nearest.ts';
import { pointerKeys } from '../core/pointer.ts';
import type { Place, Problem, Report } from '../core/problem.ts';
import { shorten } from '../core/shorten.ts';
import { shareRepeated } from './format/share-repeated.ts';

/** Checks a value and reports every problem; false when one of them is an error. */
export type ShapeCheck = (value: Json, place: Place, report: Report) => boolean;

/**
 * Prepares the check for one kind of file, or of what else `whole` says that it is. Beside JSON Schema's own keywords a schema may carry
 * `expected` (what to write here, in words), `says` (the kind of thing, for "a case has no key …"), `elsewhere` (keys, or
 * `^` patterns of keys, that belong to another place, each with what to say) and `notBuiltYet` (a key of a later version:
 * a warning, unless its value is `off`).
 * No `anyOf` or `oneOf`: their messages would not name one mistake.
 */
export function createShapeCheck(schema: JsonObject, whole = 'the file'): ShapeCheck {
  let validate: ValidateFunction | undefined;
  return (value, place, report) => {
    validate ??= compile(schema);
    if (validate(value)) return true;
    let isFine = true;
    for (const problem of problemsOf(validate.errors ?? [], place, whole)) {
      if (problem.severity === 'error') isFine = false;
      report(problem);
    }
    return isFine;
  };
}

function compile(schema: JsonObject): ValidateFunction {
  const ajv = new Ajv2020({
    allErrors: true,
    verbose: true,
    strict: true,
    strictRequired: false,
    strictTypes: false,
    allowUnionTypes: true,
    ownProperties: true,
    validateFormats: false,
    // A start waits for this: code for each use of a shared schema would take four times as long, making the code
    // tidy and checking the schema itself (a test does) twice as long again.
    inlineRefs: false,
    meta: false,
    validateSchema: false,
    code: { optimize: false },
    schemaId: '$id',
  });
  ajv.addVocabulary(['expected', 'says', 'elsewhere']);
  ajv.addKeyword({
    keyword: 'notBuiltYet',
    schemaType: 'string',
    validate: (_since: string, data: unknown) => data === 'off' || data === false,
    errors: false,
  });
  return ajv.compile(shareRepeated(schema));
}

/** When so many were told, there may be more. */
export const MAX_SHAPE_PROBLEMS = 200;

/** A value that is itself of the wrong type needs no word about what is inside it, and a key is unknown once. */
function problemsOf(errors: readonly ErrorObject[], place: Place, whole: string): Problem[] {
  const wrongTypes = new Set(errors.filter((error) => error.keyword === 'type').map((error) => error.instancePath));
  const problems: Problem[] = [];
  const seen = new Set<string>();
  for (const error of errors) {
    if (error.keyword === 'if' || error.propertyName !== undefined) continue;
    if (error.keyword !== 'type' && wrongTypes.has(error.instancePath)) continue;
    const problem = problemOf(error, place, whole);
    const id = `${problem.code} ${problem.origin.line}:${problem.origin.column} ${problem.message}`;
    if (seen.has(id)) continue;
    seen.add(id);
    problems.push(problem);
    if (problems.length === MAX_SHAPE_PROBLEMS) break;
  }
  return problems;
}

/** The schema that was missed, with our own annotations. */
interface Annotated {
  readonly [key: string]: unknown;
}

function problemOf(error: ErrorObject, root: Place, whole: string): Problem {
  const keys = pointerKeys(error.instancePath);
  const place = root.child(...keys);
  const parent = (error.parentSchema ?? {}) as Annotated;
  const params = error.params as Annotated;
  const subject = subjectOf(keys, whole);
  switch (error.keyword) {
    case 'additionalProperties':
      return unknownKey(String(params.additionalProperty), parent, place);
    case 'propertyNames':
      return badName(String(params.propertyName), parent, place);
    case 'required':
      return place.problem('missing-key', `${subject} needs the key "${String(params.missingProperty)}"`, {
        part: 'key',
      });
    case 'notBuiltYet':
      return place.problem('not-built-yet', `${subject} is not built yet`, {
        part: 'key',
        hint: 'it comes with a later version; the rest of the file is served',
      });
    case 'uniqueItems':
      return doubleItem(error, subject, place);
    case 'type':
      return wrongValue('wrong-type', error, typeWords(params.type), subject, place);
    case 'enum':
      return wrongValue('wrong-value', error, choiceWords(params.allowedValues), subject, place);
    case 'const':
      return wrongValue('wrong-value', error, JSON.stringify(params.allowedValue), subject, place);
    default:
      return typeof parent.expected === 'string'
        ? wrongValue('wrong-value', error, parent.expected, subject, place)
        : place.problem('wrong-value', `${subject} ${limitWords(error)}`);
  }
}

/** Keywords of JSON Schema whose own message is for programmers. */
function limitWords({ keyword, params, message }: ErrorObject): string {
  const limit = String((params as Annotated).limit);
  if (keyword === 'minItems' || keyword === 'minLength' || keyword === 'minProperties') {
    return limit === '1' ? 'must not be empty' : `needs at least ${limit}`;
  }
  if (keyword === 'minimum') return `must be at least ${limit}`;
  if (keyword === 'maximum') return `must be at most ${limit}`;
  if (keyword === 'exclusiveMinimum') return `must be greater than ${limit}`;
  return message ?? 'is not allowed';
}

/** `"port"`, or `item 2 of "tags"`. */
function subjectOf(keys: readonly string[], whole: string): string {
  const key = keys.at(-1);
  if (key === undefined) return whole;
  const above = keys.at(-2);
  return above !== undefined && /^\d+$/.test(key) ? `item ${Number(key) + 1} of "${above}"` : `"${key}"`;
}

function wrongValue(
  code: 'wrong-type' | 'wrong-value',
  error: ErrorObject,
  fallback: string,
  subject: string,
  place: Place,
): Problem {
  const { data } = error;
  const { expected } = (error.parentSchema ?? {}) as Annotated;
  const words = typeof expected === 'string' ? expected : fallback;
  if (data === null) return place.problem(code, `${subject} is empty: it must be ${words}`, { part: 'key' });
  return place.problem(code, `${subject} must be ${words}, not ${received(data)}`, { hint: hintFor(error) });
}

const WORD_FOR_BOOLEAN: Readonly<Record<string, boolean>> = {
  yes: true,
  on: true,
  true: true,
  no: false,
  off: false,
  false: false,
};

/** What was surely meant. */
function hintFor(error: ErrorObject): string | undefined {
  const { data } = error;
  const { type, allowedValues } = error.params as Annotated;
  const types = typesOf(type ?? (error.parentSchema as Annotated | undefined)?.type);
  if (typeof data === 'string') {
    const joined = /^([\w-]+):(\S.*)$/.exec(data);
    if (joined && types.includes('object')) return `a space is missing: "${joined[1]}: ${joined[2]}"`;
    const truth = types.includes('boolean') ? WORD_FOR_BOOLEAN[data.toLowerCase()] : undefined;
    if (truth !== undefined && !Array.isArray(allowedValues)) return `write ${truth}, without quotes`;
    const isNumber = types.some((item) => item === 'integer' || item === 'number') && /^-?\d+(\.\d+)?$/.test(data);
    if (isNumber) return `write ${data}, without quotes`;
    const meant = nearest(data, texts(allowedValues));
    if (meant !== undefined) return `did you mean "${meant}"?`;
    return types.includes('array') && !types.includes('string') ? `write [${data}]` : undefined;
  }
  if (jsonType(data) === 'object' && types.includes('array') && !types.includes('string'))
    return 'begin each item with "- "';
  const isScalar = typeof data === 'number' || typeof data === 'boolean';
  return isScalar && types.length === 1 && types[0] === 'string' && isPlainText(error)
    ? `put it in quotes: "${data}"`
    : undefined;
}

/** Quotes make a text of anything, but not a path or a duration. */
function isPlainText(error: ErrorObject): boolean {
  const { pattern, enum: choices } = (error.parentSchema ?? {}) as Annotated;
  return pattern === undefined && choices === undefined;
}

function unknownKey(key: string, parent: Annotated, place: Place): Problem {
  const keys = Object.keys((parent.properties ?? {}) as object);
  const built = keys.filter((name) => !isNotBuiltYet(parent, name));
  const says = typeof parent.says === 'string' ? parent.says : 'this map';
  const elsewhere = (parent.elsewhere ?? {}) as { readonly [key: string]: string };
  return place.child(key).problem('unknown-key', `${says} has no key "${key}"`, {
    part: 'key',
    hint: misplaced(key, keys) ?? elsewhereHint(key, elsewhere) ?? suggestion(key, built),
  });
}

function elsewhereHint(key: string, elsewhere: { readonly [key: string]: string }): string | undefined {
  if (Object.hasOwn(elsewhere, key)) return elsewhere[key];
  const pattern = Object.keys(elsewhere).find((name) => name.startsWith('^') && new RegExp(name).test(key));
  return pattern === undefined ? undefined : elsewhere[pattern];
}

function isNotBuiltYet({ properties }: Annotated, name: string): boolean {
  const schema = (properties as Annotated)[name];
  return typeof schema === 'object' && schema !== null && 'notBuiltYet' in schema;
}

/** A route outside of "routes", or a value that sticks to its key. */
function misplaced(key: string, keys: readonly string[]): string | undefined {
  if (keys.includes('routes') && /^([A-Z]+ )?\//.test(key)) return 'put it under "routes:"';
  const joined = /^([\w-]+):(.+)$/.exec(key);
  return joined && keys.includes(joined[1] ?? '') ? `a space is missing: "${joined[1]}: ${joined[2]}"` : undefined;
}

function suggestion(key: string, keys: readonly string[]): string | undefined {
  const meant = nearest(key, keys);
  return meant === undefined ? listed('its keys are', keys) : `did you mean "${meant}"?`;
}

function badName(name: string, parent: Annotated, place: Place): Problem {
  const names = (parent.propertyNames ?? {}) as Annotated;
  const expected = typeof names.expected === 'string' ? names.expected : 'another name';
  return place.child(name).problem('wrong-value', `"${name}" must be ${expected}`, { part: 'key' });
}

function doubleItem(error: ErrorObject, subject: string, place: Place): Problem {
  const index = Math.max(Number(error.params.i), Number(error.params.j));
  const item: unknown = Array.isArray(error.data) ? error.data[index] : undefined;
  return place.child(index).problem('wrong-value', `${subject} has ${received(item)} twice`, {
    hint: 'remove one of the two',
  });
}

function texts(values: unknown): readonly string[] {
  return Array.isArray(values) ? values.filter((item) => typeof item === 'string') : [];
}

function listed(lead: string, keys: readonly string[]): string | undefined {
  const shown = keys.filter((key) => !key.startsWith('$'));
  return shown.length === 0 || shown.length > 20 ? undefined : `${lead} ${shown.join(', ')}`;
}

const TYPE_WORDS: Readonly<Record<string, string>> = {
  object: 'a map',
  array: 'a list',
  string: 'a text',
  number: 'a number',
  integer: 'a whole number',
  boolean: 'true or false',
  null: 'empty',
};

function typesOf(type: unknown): readonly string[] {
  return (Array.isArray(type) ? type : [type]).filter((item) => typeof item === 'string');
}

/** That it may also be empty needs no word. */
function typeWords(type: unknown): string {
  const types = typesOf(type).filter((item) => item !== 'null');
  return either(types.map((item) => TYPE_WORDS[item] ?? item));
}

function choiceWords(values: unknown): string {
  const list: readonly unknown[] = Array.isArray(values) ? values : [];
  return either(list.map((item) => (typeof item === 'string' ? item : JSON.stringify(item))));
}

function either(words: readonly string[]): string {
  return words.length < 2 ? words.join('') : `${words.slice(0, -1).join(', ')} or ${words.at(-1)}`;
}

function received(value: unknown): string {
  if (Array.isArray(value)) return value.length === 0 ? 'an empty list' : 'a list';
  return jsonType(value) === 'object' ? 'a map' : shorten(value, 60);
}
