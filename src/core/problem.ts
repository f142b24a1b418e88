/** What is wrong with a project, told on the line where it is: codes, their table, and the printed form's parts. */

import type { Origin } from './origin.ts';
import type { ProblemCode } from './problem-codes.ts';

export type Severity = 'error' | 'warning';

export interface Problem {
  readonly code: ProblemCode;
  readonly severity: Severity;
  /** Lower case, the user's own value in quotes, no full stop. */
  readonly message: string;
  /** What to do, shown beside the caret: `did you mean "when"?` */
  readonly hint?: string;
  readonly origin: Origin;
  /** The lines around the place; absent where there is no text (a folder that does not exist). */
  readonly excerpt?: Excerpt;
  /** Other places that belong to it, such as the first of two duplicates. */
  readonly related?: readonly { readonly message: string; readonly origin: Origin }[];
}

/** Source lines around a problem, and the span that the caret underlines. */
export interface Excerpt {
  /** 1-based number of the first line in `lines`. */
  readonly firstLine: number;
  readonly lines: readonly string[];
  /** Length of the underlined span in UTF-16 code units; at least 1. It starts at the problem's origin. */
  readonly length: number;
}

/** Takes problems as they are found; a compile step goes on after reporting one. */
export type Report = (problem: Problem) => void;

/** A value's place in a file: where problems with it are reported, and where its relative paths start. */
export interface Place {
  /** The file as people know it. */
  readonly file: string;
  /** Absolute path of the file; relative paths written here start at its folder. */
  readonly path: string;
  readonly pointer: string;
  child(...keys: readonly (string | number)[]): Place;
  origin(options?: SpanOptions): Origin;
  problem(code: ProblemCode, message: string, options?: ProblemOptions): Problem;
}

/** Which part of a place is meant. */
export interface SpanOptions {
  /** The key under which the value stands, or the value itself (default). */
  readonly part?: 'key' | 'value';
  /** Offset into the scalar's text, for a place inside an expression. */
  readonly offset?: number;
  /** Length of the underlined span from there. */
  readonly length?: number;
}

export interface ProblemOptions extends SpanOptions {
  readonly hint?: string | undefined;
  /** Overrides the code's usual severity. */
  readonly severity?: Severity;
  readonly related?: Problem['related'];
}

/** True when the project can be served: warnings only. */
export function isHarmless(problems: readonly Problem[]): boolean {
  return problems.every((problem) => problem.severity === 'warning');
}

/** Orders problems by file, line and column. */
export function comparePlaces({ origin: a }: Problem, { origin: b }: Problem): number {
  return a.file < b.file ? -1 : a.file > b.file ? 1 : a.line - b.line || a.column - b.column;
}

/** A mistake that need not stop anything; the hint ends with what follows from it until it is mended. */
export function asWarning(problem: Problem, consequence: string): Problem {
  const hint = problem.hint === undefined ? consequence : `${problem.hint}; ${consequence}`;
  return { ...problem, severity: 'warning', hint };
}
