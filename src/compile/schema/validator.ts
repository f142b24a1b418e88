/** Validators: defaults filled in, then a yes from generated code, or an explanation. */

import type { JsonSchema } from '../../core/json.ts';
import type { Validator, Violations } from '../../core/kind.ts';
import type { Test } from './ajv.ts';
import { explain } from './explain.ts';
import { createFill, type Fill } from './fill.ts';
import { forgetAnswers } from './recursion.ts';
import type { ValidatorCache } from './validator-cache.ts';
import type { Lookup } from './walk.ts';

export interface ValidatorOptions {
  readonly lookup: Lookup;
  readonly cache: ValidatorCache;
  /** So many values are looked at without generating code. Default: 0. */
  readonly patience?: number;
}

/** A validator that is made ready when it is first used; its code is generated when its patience is at an end. */
export function createValidator(schema: JsonSchema, { lookup, cache, patience = 0 }: ValidatorOptions): Validator {
  let ready: { readonly test: Test | undefined; readonly fill: Fill | undefined } | undefined;
  let used = 0;
  return {
    check(value) {
      ready ??= { test: undefined, fill: createFill(schema, lookup) };
      if (!ready.test && used++ >= patience) ready = { ...ready, test: cache.testOf(schema, lookup) };
      try {
        ready.fill?.(value);
        if (!ready.test) return explain(schema, value, lookup);
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
