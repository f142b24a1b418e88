/** A step of an expression that cannot be done with the values it got: told at load where they are literal. */

import type { ProblemCode } from '../core/problem-codes.ts';

interface FailureOptions {
  readonly hint?: string | undefined;
  /** The problem it is when found at load; the caller's choice when absent. */
  readonly code?: ProblemCode;
  /** Which argument of a function is at fault. */
  readonly argument?: number;
}

/** Inside this room only: leaves it as an ExpressionError or as a problem. */
export class Failure extends Error {
  override readonly name = 'Failure';
  readonly hint: string | undefined;
  readonly code: ProblemCode | undefined;
  readonly argument: number | undefined;

  constructor(message: string, options: FailureOptions = {}) {
    super(message);
    this.hint = options.hint;
    this.code = options.code;
    this.argument = options.argument;
  }
}
