/** Values under names, as they are sent: a list is sent once for each item, null is left out. */

import { compileTemplate, type ExpressionContext, toText } from '../../expression/index.ts';
import type { Named } from '../../spec/route-spec.ts';
import { always, type Made, made } from './made.ts';

export type Field = readonly [name: string, value: string];

/** In the order in which they are written. Undefined when a problem was reported. */
export function compileFields(
  named: readonly Named[] | undefined,
  context: ExpressionContext,
): Made<readonly Field[]> | undefined {
  const all = (named ?? []).map(({ name, value, place }) => {
    const template = compileTemplate(value, place, context);
    return template && { name, template };
  });
  if (!all.every((field) => field !== undefined)) return undefined;
  if (all.every(({ template }) => template.constant !== undefined)) {
    return always(all.flatMap(({ name, template }) => fieldsOf(name, template.constant)));
  }
  return made((scope, runtime) => all.flatMap(({ name, template }) => fieldsOf(name, template.render(scope, runtime))));
}

function fieldsOf(name: string, value: unknown): readonly Field[] {
  const values: readonly unknown[] = Array.isArray(value) ? value : [value];
  return values.filter((item) => item !== null && item !== undefined).map((item) => [name, toText(item)]);
}
