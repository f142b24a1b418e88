/** Mistakes in what was made from a body → the same, on the lines of the body that was sent. */

import { SpecError } from '../core/errors.ts';
import { pointerKeys } from '../core/pointer.ts';
import type { Problem } from '../core/problem.ts';
import type { ProblemCode } from '../core/problem-codes.ts';
import type { Document } from '../spec/parse.ts';

/** What is wrong with the key and not with its value. */
const OF_KEYS: ReadonlySet<ProblemCode> = new Set(['unknown-key', 'conflicting-keys', 'duplicate-key']);

/**
 * A part that was read as a file of its own has the name of its key (`channel`), or its keys stand in the body as they
 * are: all but `close`, under which a step has what the body has at its root.
 */
export function onBody({ problems }: SpecError, { place, source, value }: Document): SpecError {
  return new SpecError(
    problems.map((problem): Problem => {
      const { code, message, hint, severity, origin } = problem;
      if (origin.file === source.file) return problem;
      const [first, ...rest] = pointerKeys(origin.pointer);
      const keys = first === undefined ? [origin.file] : first === 'close' ? rest : [first, ...rest];
      const isThere = first !== undefined || (typeof value === 'object' && value !== null && origin.file in value);
      const at = isThere ? place.child(...keys) : place;
      return at.problem(code, message, { hint, severity, part: OF_KEYS.has(code) ? 'key' : 'value' });
    }),
  );
}
