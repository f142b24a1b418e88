/** Code generated from a schema: the one file that knows Ajv. It only says yes or no; explain.ts says why not. */

import { _, Ajv2020, type KeywordCxt } from 'ajv/dist/2020.js';
import { fullFormats } from 'ajv-formats/dist/formats.js';
import type { JsonObject } from '../../core/json.ts';
import { compilePattern } from '../../core/pattern.ts';
import { isBase64, isWebUrl } from './format-text.ts';
import { hasRepeats, isMultipleOf, matcherOf } from './value-rules.ts';

/** True when a value is valid. */
export type Test = (value: unknown) => boolean;

/** A known `format`; it speaks only of values of its type. */
export interface Format {
  readonly type: 'string' | 'number';
  readonly test: (value: never) => boolean;
}

/** V8's expressions run out of stack on texts of some millions of characters: none of these formats is that long. */
const MAX_FORMATTED = 1_000_000;

/** All formats, in their exact ("full") version: `2026-02-30` is no date. */
export const FORMATS: ReadonlyMap<string, Format> = new Map(
  Object.entries(fullFormats).map(([name, format]) => [name, toFormat(name, format)]),
);

/** Ajv keeps all code that an instance ever generated, so one instance serves only so many schemas. */
const SCHEMAS_PER_INSTANCE = 50;
let instance: Ajv2020 | undefined;
let schemasLeft = 0;
let link: (ref: string) => Test = () => () => true;

export interface Generation {
  /**
   * Finds the test of what a `$ref` leads to. It may answer with one that is generated when it first runs: that is how
   * recursion ends.
   */
  readonly link: (ref: string) => Test;
  /** False for code that is ready sooner and runs a little slower: polishing takes as long as generating it. */
  readonly isPolished: boolean;
}

/** Generates the test of one resolved schema: some milliseconds for each thousand characters of it. */
export function generateTest(schema: JsonObject, { link: linkTo, isPolished }: Generation): Test {
  if (!instance || schemasLeft-- === 0) {
    instance = createInstance();
    schemasLeft = SCHEMAS_PER_INSTANCE;
  }
  link = linkTo;
  instance.opts.code.optimize = isPolished ? 1 : 0;
  const validate = instance.compile(schema);
  instance.removeSchema(schema);
  return (value) => validate(value) === true;
}

/**
 * An instance in which `$ref` is a call of ours, and in which the keywords are replaced that are slow or wrong on
 * hostile values: `uniqueItems` is quadratic for objects, `multipleOf` says that 0.3 is no multiple of 0.1, `enum` and
 * `const` take an object without a prototype for another one.
 */
function createInstance(): Ajv2020 {
  const ajv = new Ajv2020({
    meta: false,
    validateSchema: false,
    addUsedSchema: false,
    strict: false,
    messages: false,
    logger: false,
    ownProperties: true,
    code: { regExp: linearRegExp },
  });
  // Schemas with these keywords never come here, and the bookkeeping for them can break at run time: `contains` inside
  // `patternProperties` writes to a record that was not made.
  Object.assign(ajv.opts, { unevaluated: false, dynamicRef: false });
  for (const [name, { type, test }] of FORMATS) ajv.addFormat(name, { type, validate: test } as never);
  replaceKeyword(ajv, '$ref', (ref: string) => link(ref));
  replaceKeyword(ajv, 'uniqueItems', (isAsked: boolean) => (isAsked ? (value) => !hasRepeats(value) : () => true));
  replaceKeyword(ajv, 'multipleOf', (step: number) => (value) => isMultipleOf(value, step));
  replaceKeyword(ajv, 'enum', (values: readonly unknown[]) => matcherOf(values));
  replaceKeyword(ajv, 'const', (value: unknown) => matcherOf([value]));
  return ajv;
}

/** Replaces a keyword by a function of its value, called without the context object that Ajv builds for others. */
function replaceKeyword<T>(ajv: Ajv2020, keyword: string, make: (value: T) => Test): void {
  ajv.removeKeyword(keyword);
  ajv.addKeyword({
    keyword,
    code(context: KeywordCxt) {
      const test = context.gen.scopeValue('keyword', { ref: make(context.schema as T) });
      context.fail(_`!${test}(${context.data})`);
    },
  });
}

/** Ajv takes patterns that print alike for the same one. */
function linearRegExp(source: string): { test(text: string): boolean; toString(): string } {
  const pattern = compilePattern(source);
  if ('error' in pattern) throw new Error(`the pattern "${source}" was not checked before: ${pattern.error}`);
  return { test: (text) => pattern.test(text), toString: () => source };
}
linearRegExp.code = 'linearRegExp';

function toFormat(name: string, format: (typeof fullFormats)[keyof typeof fullFormats]): Format {
  if (name === 'url') return { type: 'string', test: isWebUrl };
  if (name === 'byte') return { type: 'string', test: isBase64 };
  if (typeof format === 'object' && 'type' in format && format.type === 'number') {
    return { type: 'number', test: format.validate as (value: number) => boolean };
  }
  const check = typeof format === 'object' && 'validate' in format ? format.validate : format;
  if (check instanceof RegExp)
    return { type: 'string', test: (text: string) => text.length <= MAX_FORMATTED && check.test(text) };
  if (typeof check !== 'function') return { type: 'string', test: () => true };
  return {
    type: 'string',
    test: (text: string) => text.length <= MAX_FORMATTED && (check as (text: string) => boolean)(text),
  };
}
