/** Text that means itself: what templates would take for an expression is escaped. */

import { isJsonObject, type Json } from '../../core/json.ts';

/** `${` as `$${`; `{{`, which would be taken for the templates of others, as an expression that gives it. */
export function literalText(text: string): string {
  return text.replace(/\$\{|\{\{/g, (found) => (found === '${' ? '$${' : `\${'{{'}`));
}

/** The same for every text in a tree; keys are literal anyway. */
export function literalTree(value: Json): Json {
  if (typeof value === 'string') return literalText(value);
  if (Array.isArray(value)) return value.map(literalTree);
  if (!isJsonObject(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, literalTree(item)]));
}
