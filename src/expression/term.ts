/** The parts that an expression is compiled from, and what they share while that goes on. */

import type { Known, NameTable } from '../core/names.ts';
import { ANYTHING } from '../core/names.ts';
import type { ProblemCode } from '../core/problem-codes.ts';
import type { Runtime, Scope } from '../core/runtime.ts';
import { type Conversion, conversionOf, conversionOfValue } from './conversion.ts';
import { Failure } from './failure.ts';
import type { ASTNode, Range } from './parse.ts';
import { type StaticType, typeOf } from './values.ts';

export type Run = (scope: Scope, runtime: Runtime) => unknown;

export interface Constant {
  readonly value: unknown;
}

/** A compiled part of an expression, and what is known of its value at load. */
export interface Term {
  readonly run: Run;
  readonly type: StaticType;
  readonly known: Known;
  /** What the value has to go through on its way out. */
  readonly conversion: Conversion;
  /** The value itself, when every request gets the same. */
  readonly constant: Constant | undefined;
}

/** The variable of a macro; expressions run synchronously, so one cell for each place is enough. */
export interface Local {
  value: unknown;
  readonly known: Known;
  readonly conversion: Conversion;
}

/** One expression while it is compiled. */
export interface Compilation {
  readonly names: NameTable;
  /** Where a name is that is not among them, as a hint. */
  elsewhere(name: string): string | undefined;
  /** Roots that the expression reads. */
  readonly uses: Set<string>;
  readonly locals: ReadonlyMap<string, Local>;
  /** Macros around this place that go over lists of unknown length. */
  readonly openLoops: number;
  term(node: ASTNode): Term;
  /** The same expression seen from inside a macro. */
  inside(locals: ReadonlyMap<string, Local>, openLoops: number): Compilation;
  fault(code: ProblemCode, message: string, range: Range, hint?: string): void;
}

/** What stands for a part that is at fault: nothing more is said of it. */
export const UNKNOWN_TERM: Term = openTerm(() => null, 'any', { conversion: 'none' });

export function constantTerm(value: unknown): Term {
  return {
    run: () => value,
    type: typeOf(value),
    known: ANYTHING,
    conversion: conversionOfValue(value),
    constant: { value },
  };
}

/** A term whose value depends on the request; what is not said of it is taken from its type. */
export function openTerm(
  run: Run,
  type: StaticType = 'any',
  { known = ANYTHING, conversion = conversionOf(type) }: Partial<Pick<Term, 'known' | 'conversion'>> = {},
): Term {
  return { run, type, known, conversion, constant: undefined };
}

const LOAD_SCOPE: Scope = {};
const LOAD_RUNTIME: Runtime = { now: 0, random: { next: () => 0 }, locale: 'en', nextCount: () => 0 };

/** Does at load what needs no request: the term is constant when all its parts are, and a Failure is a fault. */
export function foldedTerm(
  compilation: Compilation,
  parts: readonly Term[],
  term: Term,
  at: { readonly range: Range; readonly code: ProblemCode },
): Term {
  if (!parts.every((part) => part.constant)) return term;
  try {
    return constantTerm(term.run(LOAD_SCOPE, LOAD_RUNTIME));
  } catch (error) {
    if (!(error instanceof Failure)) throw error;
    compilation.fault(error.code ?? at.code, error.message, at.range, error.hint);
    return UNKNOWN_TERM;
  }
}
