/** What differs from an expectation, as failures: each where it is written. */

import { ExpressionError } from '../../core/errors.ts';
import { formatOrigin, type Origin } from '../../core/origin.ts';
import type { Runtime, Scope } from '../../core/runtime.ts';
import { type Difference, pathText } from '../../kinds/matcher/difference.ts';
import type { Answer, ExpectationFailure } from '../compiled-suite.ts';

/** One part of an expectation, such as `status`; the scope has the answer in it. */
export type Look = (answer: Answer, scope: Scope, runtime: Runtime) => readonly ExpectationFailure[];

/** Differences of one place are one failure. `root` is the part of the answer that was matched: `/body`. */
export function failuresOf(differences: readonly Difference[], root: string): readonly ExpectationFailure[] {
  if (differences.length === 0) return [];
  const byPlace = new Map<string, Difference[]>();
  for (const difference of differences) {
    const key = `${formatOrigin(difference.origin)} ${difference.origin.pointer}`;
    const same = byPlace.get(key);
    if (same) same.push(difference);
    else byPlace.set(key, [difference]);
  }
  return [...byPlace.values()].flatMap((same) => {
    const [first] = same;
    return first ? [failureOf(first.origin, same, root)] : [];
  });
}

/** The same as one failure, wherever they are written. */
export function failureOf(origin: Origin, differences: readonly Difference[], root: string): ExpectationFailure {
  const [first] = differences;
  const told = differences.map(({ pointer, expected, received, message }) => ({
    pointer: root + pointer,
    expected,
    received,
    message,
  }));
  const message =
    first && differences.length === 1
      ? `${pathText(root + first.pointer)}: ${first.message}`
      : `${pathText(root)}: ${differences.length} differences`;
  return { origin, message, differences: told };
}

/** An expression that fails is what is told of its part, and the other parts are looked at all the same. */
export function guarded(name: string, look: Look): Look {
  return (answer, scope, runtime) => {
    try {
      return look(answer, scope, runtime);
    } catch (error) {
      if (!(error instanceof ExpressionError)) throw error;
      return [{ origin: error.origin, message: `${name}: ${plainMessage(error)}`, differences: [] }];
    }
  };
}

/** Without the place, which stands beside it. */
export function plainMessage({ message, origin }: ExpressionError): string {
  const place = ` (${formatOrigin(origin)})`;
  return message.endsWith(place) ? message.slice(0, -place.length) : message;
}
