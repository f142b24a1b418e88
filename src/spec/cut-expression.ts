/** Expressions without quotes that YAML ends in their middle: at a comma inside `{ }`, or where ` #` begins a comment. */

import type { PositionNode } from './positions.ts';
import { singleQuoted, valuesAt } from './syntax-value.ts';

const PLAIN = 1;
const LOOKED_AT = 40;

/** What to do about an expression that does not parse for that; undefined for any other. */
export function cutHint(scalar: PositionNode['scalar'], text: string): string | undefined {
  if (scalar?.style !== PLAIN) return undefined;
  const { valueStart, valueEnd } = scalar;
  const behind = /^\s*(,)|^[ \t]+#/.exec(text.slice(valueEnd, valueEnd + LOOKED_AT));
  if (!behind || !isOpen(text.slice(valueStart, valueEnd))) return undefined;
  const whole = valuesAt(text, valueStart).find(({ start, end }) => start === valueStart && end > valueEnd);
  const better = whole ? `: ${singleQuoted(text.slice(whole.start, whole.end))}` : '';
  const cause = behind[1] === ',' ? 'it ends at the comma' : '" #" begins a comment';
  return `${cause}: put the whole expression in single quotes${better}`;
}

/** A quote or a bracket in it waits for its end. */
function isOpen(written: string): boolean {
  const bare = written.replace(/"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'/g, '');
  return /["']/.test(bare) || bare.split('(').length > bare.split(')').length;
}
