/** A parsed file against the JSON Schema of its kind: unknown keys, wrong types and wrong values, each on its line. */

import { Ajv2020, type ErrorObject, type ValidateFunction } from 'ajv/dist/2020.js';
import { type Json, type JsonObject, jsonType } from '../core/json.ts';
import { nearest } from '../core/nearest.ts';
import { pointerKeys } from '../core/pointer.ts';
import type { Place, Problem, Report } from '../core/problem.ts';
import { PROBLEM_CODES, type ProblemCode } from '../core/problem-codes.ts';

/** Checks a value and reports every problem; false when one of them is an error. */
export type ShapeCheck = (value: Json, place: Place, report: Report) => boolean;

/**
 * Prepares the check for one kind of file. Beside JSON Schema's own keywords a schema may carry
 * `expected` (what to write here, in words), `says` (the kind of thing, for "a case has no key …") and
 * `notBuiltYet` (a key of a later version: a warning, unless its value is `off`).
 * No `anyOf` or `oneOf`: their messages would not name one mistake.
 */
export function createShapeCheck(schema: JsonObject): ShapeCheck {
  let validate: ValidateFunction | undefined;
  return (value, place, report) => {
    validate ??= compile(schema);
    if (validate(value)) return true;
    let isFine = true;
    for (const problem of problemsOf(validate.errors ?? [], place)) {
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
    schemaId: '$id',
  });
  ajv.addVocabulary(['expected', 'says', 'code', 'markdownDescription', 'defaultSnippets']);
  ajv.addKeyword({
    keyword: 'notBuiltYet',
    schemaType: 'string',
    validate: (_since: string, data: unknown) => data === 'off' || data === false,
    errors: false,
  });
  return ajv.compile(schema);
}

const MAX_PROBLEMS = 200;

/** A value that is itself of the wrong type needs no word about what is inside it, and a key is unknown once. */
function problemsOf(errors: readonly ErrorObject[], place: Place): Problem[] {
  const wrongTypes = new Set(errors.filter((error) => error.keyword === 'type').map((error) => error.instancePath));
  const problems: Problem[] = [];
  const seen = new Set<string>();
  for (const error of errors) {
    if (error.keyword === 'if' || error.keyword === 'propertyNames' || error.propertyName !== undefined) continue;
    if (error.keyword !== 'type' && wrongTypes.has(error.instancePath)) continue;
    const problem = problemOf(error, place.child(...pointerKeys(error.instancePath)));
    const id = `${problem.code} ${problem.origin.line}:${problem.origin.column} ${problem.message}`;
    if (seen.has(id)) continue;
    seen.add(id);
    problems.push(problem);
    if (problems.length === MAX_PROBLEMS) break;
  }
  return problems;
}

function problemOf(error: ErrorObject, place: Place): Problem {
  const parent = (error.parentSchema ?? {}) as { readonly [key: string]: unknown };
  const key = pointerKeys(error.instancePath).at(-1);
  const subject = key === undefined ? 'the file' : `"${key}"`;
  const expected = typeof parent.expected === 'string' ? parent.expected : undefined;
  const params = error.params as { readonly [key: string]: unknown };
  const code = codeOf(parent.code);
  switch (error.keyword) {
    case 'additionalProperties':
      return unknownKey(String(params.additionalProperty), parent, place);
    case 'required':
      return place.problem('missing-key', `${subject} needs the key "${String(params.missingProperty)}"`, {
        part: 'key',
      });
    case 'type':
      return place.problem(
        code ?? 'wrong-type',
        `${subject} must be ${expected ?? typeWords(params.type)}, not ${received(error.data)}`,
        {
          hint: error.data === null ? 'the value is empty' : undefined,
        },
      );
    case 'enum':
      return wrongChoice(error, subject, place, expected, parent);
    case 'const':
      return place.problem(
        code ?? 'wrong-value',
        `${subject} must be ${expected ?? JSON.stringify(params.allowedValue)}, not ${received(error.data)}`,
      );
    case 'notBuiltYet':
      return place.problem('not-built-yet', `${subject} is not built yet`, {
        part: 'key',
        hint: `${String(error.schema)}; it has no effect yet, the rest of the file is served`,
      });
    default:
      return place.problem(
        code ?? 'wrong-value',
        expected === undefined
          ? `${subject} ${error.message ?? 'is not allowed'}`
          : `${subject} must be ${expected}, not ${received(error.data)}`,
      );
  }
}

function unknownKey(key: string, parent: { readonly [key: string]: unknown }, place: Place): Problem {
  const keys = Object.keys((parent.properties ?? {}) as object);
  const says = typeof parent.says === 'string' ? parent.says : 'this map';
  const meant = nearest(key, keys);
  return place.child(key).problem('unknown-key', `${says} has no key "${key}"`, {
    part: 'key',
    hint: meant === undefined ? listed('its keys are', keys) : `did you mean "${meant}"?`,
  });
}

function wrongChoice(
  error: ErrorObject,
  subject: string,
  place: Place,
  expected: string | undefined,
  parent: { readonly [key: string]: unknown },
): Problem {
  const allowed = ((error.params as { allowedValues?: unknown }).allowedValues ?? []) as readonly unknown[];
  const texts = allowed.filter((item) => typeof item === 'string');
  const meant = typeof error.data === 'string' ? nearest(error.data, texts) : undefined;
  return place.problem(
    codeOf(parent.code) ?? 'wrong-value',
    `${subject} must be ${expected ?? allowed.map((item) => (typeof item === 'string' ? item : JSON.stringify(item))).join(', ')}, not ${received(error.data)}`,
    { hint: meant === undefined ? undefined : `did you mean "${meant}"?` },
  );
}

function codeOf(value: unknown): ProblemCode | undefined {
  return typeof value === 'string' && value in PROBLEM_CODES ? (value as ProblemCode) : undefined;
}

function listed(lead: string, keys: readonly string[]): string | undefined {
  return keys.length === 0 || keys.length > 16 ? undefined : `${lead} ${keys.join(', ')}`;
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

function typeWords(types: unknown): string {
  const list = (Array.isArray(types) ? types : [types]).map((type) => TYPE_WORDS[String(type)] ?? String(type));
  return list.length < 2 ? list.join('') : `${list.slice(0, -1).join(', ')} or ${list.at(-1)}`;
}

function received(value: unknown): string {
  const type = jsonType(value);
  if (type === 'object' || type === 'array') return TYPE_WORDS[type] ?? type;
  if (type === 'null') return 'empty';
  const text = JSON.stringify(value);
  return text.length > 60 ? `${text.slice(0, 57)}…` : text;
}
