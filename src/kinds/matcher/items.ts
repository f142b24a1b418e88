/** The expected items of `$contains` and `$unordered`: written one by one, or given by one expression. */

import type { Json } from '../../core/json.ts';
import type { Known } from '../../core/names.ts';
import type { Runtime, Scope } from '../../core/runtime.ts';
import { type Check, joinUses } from './check.ts';
import { isTemplateText } from './operand.ts';
import type { OperatorScope } from './operator.ts';
import { dataCheck } from './plain/data.ts';

export interface ExpectedItem {
  readonly check: Check;
  /** As written, or what the expression gave. */
  readonly spec: unknown;
}

export interface ExpectedItems {
  readonly uses: ReadonlySet<string>;
  /** The items, known at once when they were written out. An expression's list is its items, any other value is one. */
  list(scope: Scope, runtime: Runtime): readonly ExpectedItem[];
}

/** A list is its items; anything else is one item. Reports problems; undefined when there are errors among them. */
export function compileItems(
  argument: Json,
  scope: OperatorScope,
  known: Known | undefined,
): ExpectedItems | undefined {
  if (typeof argument === 'string' && isTemplateText(argument)) return templatedItems(scope);
  const specs: readonly Json[] = isList(argument) ? argument : [argument];
  const items: ExpectedItem[] = [];
  for (const [index, spec] of specs.entries()) {
    const place = isList(argument) ? scope.place.child(index) : scope.place;
    const check = scope.nested(spec, { place, known });
    if (check) items.push({ check, spec });
  }
  if (items.length < specs.length) return undefined;
  return { uses: joinUses(items.map((item) => item.check)), list: () => items };
}

function templatedItems({ operand: compileOperand, place, extent }: OperatorScope): ExpectedItems | undefined {
  const operand = compileOperand();
  if (!operand) return undefined;
  const { uses, constant } = operand;
  if (constant) {
    const items = dataItems(constant.value);
    return { uses, list: () => items };
  }
  return { uses, list: (scope, runtime) => dataItems(operand.value(scope, runtime)) };

  function dataItems(value: unknown): readonly ExpectedItem[] {
    const specs: readonly unknown[] = Array.isArray(value) ? value : [value];
    return specs.map((spec) => ({ check: dataCheck(spec, place, extent), spec }));
  }
}

function isList(value: Json): value is readonly Json[] {
  return Array.isArray(value);
}

/** What an item stands for, with its expression filled in. */
export function shownItem({ check, spec }: ExpectedItem, scope: Scope, runtime: Runtime): unknown {
  return check.plain ? check.plain(scope, runtime) : spec;
}
