/** The contract of the matcher language: what compiling one needs and what it gives. */

import type { Json } from '../../core/json.ts';
import type { SchemaLibrary } from '../../core/kind.ts';
import type { Known } from '../../core/names.ts';
import type { Place, Report } from '../../core/problem.ts';
import type { Runtime, Scope } from '../../core/runtime.ts';
import type { Template } from '../../expression/index.ts';
import type { Difference } from './difference.ts';

/** A compiled `when`, `where`, `expect`, `until` or `receive` map. */
export interface Matcher {
  /** Root names of the expressions inside. */
  readonly uses: ReadonlySet<string>;
  /** Stops at the first difference. Throws ExpressionError when an expression inside fails. */
  matches(value: unknown, scope: Scope, runtime: Runtime): boolean;
  /** Every difference, in the order in which the expectations are written; empty when it matches. */
  differences(value: unknown, scope: Scope, runtime: Runtime): readonly Difference[];
}

/** What matchers need of the expression room's templates. */
export type MatcherTemplate = Pick<Template, 'uses' | 'constant' | 'render'>;

export interface MatcherContext {
  readonly report: Report;
  /** Compiles a value that holds `${…}`; undefined after reporting why it cannot. */
  readonly template: (value: Json, place: Place) => MatcherTemplate | undefined;
  /** For `$schema`; without it `$schema` is a problem. */
  readonly schemas?: SchemaLibrary;
  /** What is known of the value that will be matched: keys are checked against it when the file is loaded. */
  readonly known?: Known;
}
