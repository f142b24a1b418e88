/** An operator's argument that is plain data, known when the file is loaded or given by an expression. */

import { isJsonObject, type Json } from '../../core/json.ts';
import type { Place } from '../../core/problem.ts';
import type { Runtime, Scope } from '../../core/runtime.ts';
import { NO_NAMES } from './check.ts';
import { literalKey } from './literal-key.ts';
import type { MatcherContext } from './matcher.ts';

export interface Operand {
  readonly uses: ReadonlySet<string>;
  /** The value, when no expression is inside. */
  readonly constant: { readonly value: Json } | undefined;
  value(scope: Scope, runtime: Runtime): unknown;
}

/** Reports operators inside the data and what is wrong with its expressions. */
export function compileOperand(spec: Json, place: Place, context: MatcherContext): Operand | undefined {
  const data = readData(spec, place, context);
  if (data === undefined) return undefined;
  if (!holdsTemplate(data)) return constantOperand(data);
  const template = context.template(data, place);
  if (template?.constant !== undefined) return constantOperand(template.constant);
  return (
    template && {
      uses: template.uses,
      constant: undefined,
      value: (scope, runtime) => template.render(scope, runtime),
    }
  );
}

function constantOperand(value: Json): Operand {
  return { uses: NO_NAMES, constant: { value }, value: () => value };
}

/** True for text that the expression room has to look at: `${…}`, `$${` and the mistaken `{{ … }}`. */
export function isTemplateText(text: string): boolean {
  return text.includes('${') || text.includes('{{');
}

function holdsTemplate(value: Json): boolean {
  if (typeof value === 'string') return isTemplateText(value);
  return typeof value === 'object' && value !== null && Object.values(value).some(holdsTemplate);
}

/** The data with its `$$name` keys as `$name`. */
function readData(spec: Json, place: Place, context: MatcherContext): Json | undefined {
  if (typeof spec !== 'object' || spec === null) return spec;
  if (!isJsonObject(spec)) {
    const items = spec.map((item, index) => readData(item, place.child(index), context));
    return items.every((item) => item !== undefined) ? items : undefined;
  }
  const members: [string, Json][] = [];
  for (const [key, item] of Object.entries(spec)) {
    const at = place.child(key);
    const name = literalKey(key);
    if (name === undefined) {
      const hint = `use "$exact" for data with matchers inside, or write "$${key}" for a key of that name`;
      context.report(at.problem('bad-matcher', `no matcher works inside plain data: "${key}"`, { part: 'key', hint }));
    }
    const read = readData(item, at, context);
    if (name !== undefined && read !== undefined) members.push([name, read]);
  }
  return members.length === Object.keys(spec).length ? Object.fromEntries(members) : undefined;
}
