/** Validators: defaults filled in, then a yes from generated code, or an explanation. */

import { createHash } from 'node:crypto';
import { isJsonObject, type Json, type JsonObject, type JsonSchema } from '../../core/json.ts';
import type { Validator, Violations } from '../../core/kind.ts';
import { generateTest, type Test } from './ajv.ts';
import { accepts, explain } from './explain.ts';
import { createFill, type Fill } from './fill.ts';
import { KEYWORDS } from './keywords.ts';
import { metaSchemaTest } from './meta-schema.ts';
import { boundedTest, startChecking } from './recursion.ts';
import { closureOf, type Lookup, SCHEMA_KEYWORDS } from './walk.ts';

/** Generated code of this process by the schemas it was generated from, kept over reloads. */
export interface ValidatorCache {
  /** A new load of the project begins: what the last ones did not use goes once there is too much of it. */
  startGeneration(): void;
  /** The test of a schema: generated now unless an equal one, with equal schemas behind its `$ref`s, was before. */
  testOf(schema: JsonSchema, lookup: Lookup): Test;
  /** How many tests were generated so far. */
  readonly generated: number;
}

const MAX_UNUSED = 2000;

/** One for the process: every library of it may share it. */
export function createValidatorCache(): ValidatorCache {
  const tests = new Map<string, { readonly test: Test; usedIn: number }>();
  let generation = 0;
  let generated = 0;

  const cache: ValidatorCache = {
    get generated() {
      return generated;
    },
    startGeneration() {
      generation++;
      let surplus = tests.size - MAX_UNUSED;
      for (const [key, { usedIn }] of tests) {
        if (surplus <= 0) return;
        if (usedIn >= generation - 1) continue;
        tests.delete(key);
        surplus--;
      }
    },
    testOf(schema, lookup) {
      if (typeof schema === 'boolean') return () => schema;
      const closure = closureOf(schema, lookup);
      const key = keyOf(schema, closure);
      const known = tests.get(key);
      if (known) {
        known.usedIn = generation;
        return known.test;
      }
      generated++;
      const test = createTest(schema, closure);
      tests.set(key, { test, usedIn: generation });
      return test;
    },
  };

  /** Holds on to the schemas behind the `$ref`s only, so that an old library can go while its code stays. */
  function createTest(schema: JsonObject, closure: ReadonlyMap<string, JsonSchema>): Test {
    const lookup: Lookup = (ref) => closure.get(ref);
    // What has been evaluated behind a `$ref` is not known to code that was generated apart from it.
    if (/"unevaluated(Items|Properties)"/.test(essence(schema).text)) return (value) => accepts(schema, value, lookup);
    return generateTest(essence(schema).schema, (ref) => {
      const meta = metaSchemaTest(ref);
      if (meta) return meta;
      let test: Test | undefined;
      return boundedTest((value) => {
        test ??= cache.testOf(lookup(ref) ?? true, lookup);
        return test(value);
      });
    });
  }

  return cache;
}

/** A validator that is made ready when it is first used. */
export function createValidator(
  schema: JsonSchema,
  { lookup, cache }: { readonly lookup: Lookup; readonly cache: ValidatorCache },
): Validator {
  let ready: { readonly test: Test; readonly fill: Fill | undefined } | undefined;
  return {
    check(value) {
      ready ??= { test: cache.testOf(schema, lookup), fill: createFill(schema, lookup) };
      try {
        ready.fill?.(value);
        startChecking();
        return ready.test(value) ? VALID : notEmpty(explain(schema, value, lookup));
      } catch (error) {
        // The stack ran out: only values that are nested thousands of levels deep can do that.
        if (error instanceof RangeError) return TOO_DEEP;
        throw error;
      }
    },
  };
}

const VALID: Violations = Object.freeze([]);
const TOO_DEEP: Violations = [
  { pointer: '', message: 'is nested too deeply', keyword: 'depth', expected: null, received: null },
];
const MISFIT: Violations = [
  { pointer: '', message: 'does not match its schema', keyword: 'schema', expected: null, received: null },
];

/** An explanation must never turn a no into a yes. */
function notEmpty(violations: Violations): Violations {
  return violations.length > 0 ? violations : MISFIT;
}

interface Essence {
  /** Without all that does not decide what is valid. */
  readonly schema: JsonObject;
  readonly text: string;
  readonly hash: string;
}

const essences = new WeakMap<JsonObject, Essence>();

function essence(schema: JsonObject): Essence {
  let known = essences.get(schema);
  if (!known) {
    const bare = strip(schema) as JsonObject;
    const text = JSON.stringify(bare);
    known = { schema: bare, text, hash: createHash('sha1').update(text).digest('base64') };
    essences.set(schema, known);
  }
  return known;
}

/** Equal for schemas that are equal with all that they refer to. */
function keyOf(schema: JsonObject, closure: ReadonlyMap<string, JsonSchema>): string {
  if (closure.size === 0) return essence(schema).text;
  const parts = [...closure].map(([uri, target]) => `${uri} ${isJsonObject(target) ? essence(target).hash : target}`);
  return `${essence(schema).text}\n${createHash('sha1').update(parts.sort().join('\n')).digest('base64')}`;
}

function strip(schema: JsonSchema): JsonSchema {
  if (!isJsonObject(schema)) return schema;
  const bare: Record<string, Json> = {};
  for (const keyword in schema) {
    const value = schema[keyword] as Json;
    if (!ASSERTED.has(keyword)) continue;
    if (SCHEMA_KEYWORDS.single.has(keyword)) bare[keyword] = strip(value as JsonSchema);
    else if (SCHEMA_KEYWORDS.lists.has(keyword)) bare[keyword] = (value as readonly JsonSchema[]).map(strip);
    else if (SCHEMA_KEYWORDS.maps.has(keyword)) bare[keyword] = stripMap(value as JsonObject);
    else bare[keyword] = value;
  }
  return bare;
}

const ASSERTED = new Set([...KEYWORDS].flatMap(([name, { isNote }]) => (isNote ? [] : [name])));

/** Plain members first: a wrong tag then ends the check of a branch before what is nested in it is looked at. */
function stripMap(map: JsonObject): JsonObject {
  const members = Object.entries(map).map(([name, schema]) => [name, strip(schema as JsonSchema)] as const);
  const isPlain = (schema: JsonSchema): boolean =>
    isJsonObject(schema) && (schema.const !== undefined || schema.enum !== undefined);
  return Object.fromEntries([
    ...members.filter(([, schema]) => isPlain(schema)),
    ...members.filter(([, schema]) => !isPlain(schema)),
  ]);
}
