/** The three ways of failing: the project is wrong, the caller is wrong, or (any other error) we are wrong. */

import { formatProblem } from './format-problem.ts';
import type { Origin } from './origin.ts';
import { formatOrigin } from './origin.ts';
import type { Problem } from './problem.ts';

/** The project is wrong: printed with excerpts, as the message has them; exit 2; on a reload the last good version stays. */
export class SpecError extends Error {
  override readonly name = 'SpecError';
  readonly problems: readonly Problem[];

  constructor(problems: readonly Problem[]) {
    super(problems.length === 0 ? 'the project is wrong' : problemsText(problems));
    this.problems = problems;
  }
}

/** A message with more of them would be scrolled past. */
const MOST_SHOWN = 10;

/** Each with its code frame, errors first. */
function problemsText(problems: readonly Problem[]): string {
  const isError = ({ severity }: Problem): boolean => severity === 'error';
  const inOrder = [...problems.filter(isError), ...problems.filter((problem) => !isError(problem))];
  const shown = inOrder.slice(0, MOST_SHOWN).map((problem) => formatProblem(problem));
  const more = inOrder.length - shown.length;
  return [...shown, ...(more > 0 ? [`and ${more} more`] : [])].join('\n');
}

/** Why a request was refused before or instead of being answered by a case. */
export type RefusalKind =
  | 'malformed'
  | 'too-large'
  | 'wrong-type'
  | 'wrong-method'
  | 'no-route'
  | 'no-case'
  | 'unauthorized'
  | 'not-acceptable'
  | 'not-upgradable'
  | 'wrong-origin'
  | 'user-taken'
  | 'no-room';

/** The caller is wrong: ends as the envelope's `refused` (or `unmatched`) with this status. */
export class RequestError extends Error {
  override readonly name = 'RequestError';
  readonly status: number;
  readonly kind: RefusalKind;
  /** Extra headers of the answer: `Allow`, `Connection: close`. */
  readonly headers: readonly string[];

  /** The message is shown to the caller: it says what was wrong and, for a limit, the setting to raise. */
  constructor(status: number, kind: RefusalKind, message: string, headers: readonly string[] = []) {
    super(message);
    this.status = status;
    this.kind = kind;
    this.headers = headers;
  }
}

/** An expression that failed on this request: ends as the envelope's `failed`, or skips the case it guards. */
export class ExpressionError extends Error {
  override readonly name = 'ExpressionError';
  readonly origin: Origin;

  constructor(message: string, origin: Origin) {
    super(`${message} (${formatOrigin(origin)})`);
    this.origin = origin;
  }
}
