/** What a message must be: a matcher, or an expression that sees it as `message`. */

import { shorten } from '../../core/shorten.ts';
import type { Located } from '../../spec/route-spec.ts';
import type { MessageExpectation } from '../compiled-suite.ts';
import { compileConditionLook } from './condition.ts';
import { matcherOf, type PartContext } from './expected-parts.ts';

/** `expressions` has a message in sight. Undefined when a problem was reported. */
export function compileMessage(written: Located, context: PartContext): MessageExpectation | undefined {
  const { value, place } = written;
  if (typeof value === 'string') return compileExpression({ value, place }, context);
  const matcher = matcherOf(written, context);
  return (
    matcher && {
      origin: place.origin(),
      written: shorten(value),
      differences: (message, scope, runtime) => matcher.differences(message, { ...scope, message }, runtime),
    }
  );
}

function compileExpression(written: Located<string>, { expressions }: PartContext): MessageExpectation | undefined {
  const look = compileConditionLook(written, expressions);
  if (!look) return undefined;
  const text = written.value.trim();
  return {
    origin: written.place.origin(),
    written: text,
    differences(message, scope, runtime) {
      return look({ ...scope, message }, runtime).flatMap(({ message: told, differences }) =>
        differences.length > 0
          ? differences.map((one) => ({ ...one, pointer: one.pointer.replace(/^\/message/, '') }))
          : [{ pointer: '', expected: text, received: message, message: told }],
      );
    },
  };
}
