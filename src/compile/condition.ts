/** `when`: an expression, or a map of sources to what they must be. */

import { ExpressionError } from '../core/errors.ts';
import { isJsonObject } from '../core/json.ts';
import type { SchemaLibrary } from '../core/kind.ts';
import { compileCondition, compileTemplate, type ExpressionContext } from '../expression/index.ts';
import { compileMatcher, describeDifference } from '../kinds/matcher/index.ts';
import type { Located } from '../spec/route-spec.ts';
import type { CaseCondition } from './compiled-route.ts';

export interface CompiledCondition extends CaseCondition {
  readonly uses: ReadonlySet<string>;
}

/** Reports problems; undefined when it cannot be tested. */
export function compileWhen(
  when: Located,
  context: ExpressionContext,
  schemas: SchemaLibrary,
): CompiledCondition | undefined {
  const { value, place } = when;
  if (isJsonObject(value)) return compileMap(when, context, schemas);
  const written = String(value);
  const condition = compileCondition(written, place, context);
  if (!condition) return undefined;
  return {
    uses: condition.uses,
    test: (scope, runtime) => condition.test(scope, runtime),
    explain(scope, runtime) {
      try {
        return condition.test(scope, runtime) ? 'it holds' : `\`${written}\` is not true`;
      } catch (error) {
        if (error instanceof ExpressionError) return `it was skipped: ${error.message}`;
        throw error;
      }
    },
  };
}

function compileMap(
  { value, place }: Located,
  context: ExpressionContext,
  schemas: SchemaLibrary,
): CompiledCondition | undefined {
  if (!isJsonObject(value)) return undefined;
  const matcher = compileMatcher(value, place, {
    report: context.report,
    template: (item, at) => compileTemplate(item, at, context),
    schemas,
    known: { members: context.names, unknownMember: 'error' },
  });
  if (!matcher) return undefined;
  const roots = Object.keys(value).some((key) => key.startsWith('$')) ? [...context.names.keys()] : Object.keys(value);
  return {
    uses: new Set([...roots, ...matcher.uses]),
    test: (scope, runtime) => matcher.matches(scope, scope, runtime),
    explain(scope, runtime) {
      const differences = matcher.differences(scope, scope, runtime);
      return differences.length === 0 ? 'it holds' : differences.map(describeDifference).join('; ');
    },
  };
}
