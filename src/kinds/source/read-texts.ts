/** The texts that came under one name, read as their parameter wants them; a repeated scalar is an issue. */

import type { IssueSource, Issues } from '../../core/issue.ts';
import { addIssue, cutText, issueOf } from './issues.ts';
import type { TextReader } from './text-reader.ts';

/** Where a value stands, for what is said about it. */
export interface ValueSpot {
  readonly source: IssueSource;
  /** From the parameter's name inwards. */
  readonly keys: readonly (string | number)[];
  readonly issues: Issues;
}

/** The value, of a repeated scalar that of the first text; undefined when it counts as absent. */
export function readTexts(texts: string | readonly string[], reader: TextReader, spot: ValueSpot): unknown {
  if (typeof texts === 'string' || reader.takesSeveral) return reader.read(texts);
  addRepeated(texts, spot);
  return reader.read(texts[0] ?? '');
}

/** Says that a name is there several times that takes one value; `how` is what follows the sentence. */
export function addRepeated(texts: readonly string[], { source, keys, issues }: ValueSpot, how = ''): void {
  const received = texts.slice(0, 10).map(cutText);
  const verdict = `takes one value, but is there ${texts.length} times${how}`;
  addIssue(issues, issueOf(source, keys, verdict, { keyword: 'repeated', expected: 1, received }));
}
