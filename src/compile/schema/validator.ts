/** Validators: defaults filled in, then a yes from generated code, or an explanation. */

import type { JsonSchema } from '../../core/json.ts';
import type { Filling, Validator, Violations } from '../../core/kind.ts';
import type { Test } from './ajv.ts';
import { explain } from './explain.ts';
import { createFill, type Fill } from './fill.ts';
import { forgetAnswers } from './recursion.ts';
import type { ValidatorCache } from './validator-cache.ts';
import type { Lookup } from './walk.ts';

export interface ValidatorOptions {
  readonly lookup: Lookup;
  readonly cache: ValidatorCache;
  /** Default: all. */
  readonly filling?: Filling;
}

/** A validator that is made ready when it is first used. */
export function createValidator(schema: JsonSchema, { lookup, cache, filling = 'all' }: ValidatorOptions): Validator {
  let ready: { readonly test: Test; readonly fill: Fill | undefined } | undefined;
  return {
    check(value) {
      ready ??= { test: cache.testOf(schema, lookup), fill: createFill(schema, lookup, filling) };
      try {
        ready.fill?.(value);
        return ready.test(value) ? VALID : notEmpty(explain(schema, value, lookup));
      } catch (error) {
        // The stack ran out: only values that are nested thousands of levels deep can do that.
        if (error instanceof RangeError) return TOO_DEEP;
        throw error;
      } finally {
        forgetAnswers();
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
