/** `where` of a check: what the parameters of a request must be, as a matcher or an expression. */

import { isJsonObject, type Json } from '../../core/json.ts';
import type { SchemaLibrary } from '../../core/kind.ts';
import type { NameTable } from '../../core/names.ts';
import type { Place, Report } from '../../core/problem.ts';
import type { Scope } from '../../core/runtime.ts';
import { compileCondition, compileTemplate, describeFalsePart, explainCondition } from '../../expression/index.ts';
import { compileMatcher, describeDifference } from '../../kinds/matcher/index.ts';
import type { ExchangeEntry } from '../entry.ts';
import { faultOf, isNotKept, type Surroundings, seenRuntime, seenScope } from './seen.ts';
import { expectationWords } from './words.ts';

export interface Where {
  /** `body.name is "pen"`. */
  readonly words: string;
  /** Undefined where what it asks for is not kept of this request. */
  takes(entry: ExchangeEntry, given: Scope): boolean | undefined;
  /** One line each: `body.price: expected 5, received 4`. Empty where it takes the request. */
  differences(entry: ExchangeEntry, given: Scope): readonly string[];
}

export interface WhereContext {
  /** What a request has. */
  readonly names: NameTable;
  /** Further names, whose values come with each question. */
  readonly given: NameTable | undefined;
  readonly schemas: SchemaLibrary;
  readonly around: Surroundings;
  readonly report: Report;
}

/** Of a text or a map. Undefined when a problem was reported. */
export function compileWhere(value: Json, place: Place, context: WhereContext): Where | undefined {
  const { report, names, given } = context;
  const expressions = { names: given ? new Map([...names, ...given]) : names, report };
  if (!isJsonObject(value)) return whereExpression(String(value), place, context, expressions);
  const matcher = compileMatcher(value, place, {
    report,
    template: (item, at) => compileTemplate(item, at, expressions),
    schemas: context.schemas,
    known: { members: names, unknownMember: 'error' },
  });
  if (!matcher) return undefined;
  const hasOperators = Object.keys(value).some((key) => key.startsWith('$'));
  const uses = new Set([...(hasOperators ? names.keys() : Object.keys(value)), ...matcher.uses]);
  return {
    words: expectationWords(value),
    ...asked(uses, context.around, {
      test: (scope, runtime) => matcher.matches(scope, scope, runtime),
      explain: (scope, runtime) => matcher.differences(scope, scope, runtime).map(describeDifference),
    }),
  };
}

function whereExpression(
  written: string,
  place: Place,
  { around }: WhereContext,
  expressions: Parameters<typeof compileCondition>[2],
): Where | undefined {
  const condition = compileCondition(written, place, expressions);
  if (!condition) return undefined;
  const { uses } = condition;
  const words = written.trim();
  return {
    words,
    ...asked(uses, around, {
      test: (scope, runtime) => condition.test(scope, runtime),
      explain: (scope, runtime) =>
        condition.test(scope, runtime)
          ? []
          : explainCondition(written, { place, names: expressions.names }, { scope, runtime }).map(describeFalsePart),
    }),
  };
}

interface Question {
  test(scope: Scope, runtime: ReturnType<typeof seenRuntime>): boolean;
  explain(scope: Scope, runtime: ReturnType<typeof seenRuntime>): readonly string[];
}

/** What fails on a request does not take it. */
function asked(
  uses: ReadonlySet<string>,
  around: Surroundings,
  { test, explain }: Question,
): Pick<Where, 'takes' | 'differences'> {
  const scopeOf = (entry: ExchangeEntry, given: Scope): Scope => Object.assign(seenScope(entry, uses, around), given);
  return {
    takes(entry, given) {
      try {
        return test(scopeOf(entry, given), seenRuntime(entry.exchange, around));
      } catch (error) {
        if (isNotKept(error)) return undefined;
        faultOf(error);
        return false;
      }
    },
    differences(entry, given) {
      try {
        return explain(scopeOf(entry, given), seenRuntime(entry.exchange, around));
      } catch (error) {
        return [`it could not be compared: ${faultOf(error)}`];
      }
    },
  };
}
