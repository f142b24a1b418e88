/** `save`: values that a step keeps for those that follow it. */

import { compileExpression, type ExpressionContext } from '../../expression/index.ts';
import type { Named } from '../../spec/route-spec.ts';
import type { Save } from '../compiled-suite.ts';
import type { StepNames } from './step-names.ts';

/** Each sees those before it. Their names are known from here on, whatever is wrong with them: undefined then. */
export function compileSaves(
  saves: readonly Named[],
  names: StepNames,
  context: () => ExpressionContext,
): readonly Save[] | undefined {
  const compiled = saves.map(({ name, value, place }): Save | undefined => {
    const expression = compileExpression(String(value), place, context());
    names.noteSaved(name);
    return (
      expression && { name, origin: place.origin(), read: (scope, runtime) => expression.evaluate(scope, runtime) }
    );
  });
  return compiled.every((save) => save !== undefined) ? compiled : undefined;
}
