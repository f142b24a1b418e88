/** Generated tests by what they were generated from, so that equal schemas share one, also over reloads. */

import type { JsonObject, JsonSchema } from '../../core/json.ts';
import { generateTest, type Test } from './ajv.ts';
import { essence, keyOf } from './essence.ts';
import { accepts } from './explain.ts';
import { metaSchemaTest } from './meta-schema.ts';
import { boundedTest } from './recursion.ts';
import { closureOf, type Lookup } from './walk.ts';

/** Generated code of this process by the schemas it was generated from, kept over reloads. */
export interface ValidatorCache {
  /** A new load of the project begins: what the last ones did not use goes once there is too much of it. */
  startGeneration(): void;
  /**
   * The test of a schema, one for all that are equal with all that their `$ref`s lead to. Its first values are looked at
   * without generated code: many schemas see only a few.
   */
  testOf(schema: JsonSchema, lookup: Lookup): Test;
  /** For how many tests code was generated so far. */
  readonly generated: number;
}

const MAX_UNUSED = 2000;

/** Generating code for so many characters takes about as long as one check without it. */
const CHARACTERS_PER_CALL = 100;
/** Even the smallest schema is not worth its code before so many checks. */
const LEAST_CALLS = 8;
/** Ajv takes long to make the code of larger schemas, in characters, shorter. */
const SMALL = 2000;

/** One for the process: every library of it may share it. `leastCalls` is for tests of generated code. */
export function createValidatorCache({
  leastCalls = LEAST_CALLS,
}: {
  readonly leastCalls?: number;
} = {}): ValidatorCache {
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
      const test = createTest(schema, closure);
      tests.set(key, { test, usedIn: generation });
      return test;
    },
  };

  /** Holds on to the schemas behind the `$ref`s only, so that an old library can go while its code stays. */
  function createTest(schema: JsonObject, closure: ReadonlyMap<string, JsonSchema>): Test {
    const lookup: Lookup = (ref) => closure.get(ref);
    const interpret: Test = (value) => accepts(schema, value, lookup);
    const { text } = essence(schema);
    // What has been evaluated behind a `$ref` is not known to code that was generated apart from it.
    if (/"unevaluated(Items|Properties)"/.test(text)) return interpret;
    let generatedTest: Test | undefined;
    let callsLeft = Math.max(leastCalls, Math.floor(text.length / CHARACTERS_PER_CALL));
    return (value) => {
      if (!generatedTest && callsLeft-- > 0) return interpret(value);
      generatedTest ??= generate(schema, lookup);
      return generatedTest(value);
    };
  }

  function generate(schema: JsonObject, lookup: Lookup): Test {
    generated++;
    const { schema: bare, text } = essence(schema);
    const link = (ref: string): Test => {
      const meta = metaSchemaTest(ref);
      if (meta) return meta;
      let test: Test | undefined;
      return boundedTest((value) => {
        test ??= cache.testOf(lookup(ref) ?? true, lookup);
        return test(value);
      });
    };
    return generateTest(bare, { link, isPolished: text.length <= SMALL });
  }

  return cache;
}
