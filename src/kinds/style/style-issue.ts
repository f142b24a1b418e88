/** The issue of a value that came, but is not written as its style writes it. */

import { addIssue, cutText, issueOf } from '../source/issues.ts';
import type { Level } from '../source/levels.ts';
import type { ValueSpot } from '../source/read-texts.ts';

/** `example` is the way it is written: `;id=…`. */
export function addStyleIssue({ source, keys, issues }: ValueSpot, text: string, example: string): void {
  const rule = { keyword: 'style', expected: example, received: cutText(text) };
  addIssue(issues, issueOf(source, keys, `must be written as ${example}`, rule));
}

/** An object that did not come in its style: JSON is understood and told; any other text is left to the validator. */
export function readForeignObject(text: string, { level, example }: ForeignObject, spot: ValueSpot): unknown {
  if (text === '') return undefined;
  const value = level.text.read(text);
  if (typeof value === 'object' && value !== null) addStyleIssue(spot, text, example);
  return value;
}

interface ForeignObject {
  readonly level: Level;
  readonly example: string;
}
