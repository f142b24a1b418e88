/** One way in which a value misses what a matcher expects, and how it is told. */

import type { Origin } from '../../core/origin.ts';
import { pointerKeys } from '../../core/pointer.ts';

export interface Difference {
  /** JSON Pointer inside the value that was matched: `/query/dry_run`; `''` is the value as a whole. */
  readonly pointer: string;
  /** What was asked for, expressions filled in: `true`, `{ $gte: 3 }`. */
  readonly expected: unknown;
  /** What came, whole; `undefined` when nothing was there. */
  readonly received: unknown;
  /** Lower case, values shortened: `expected at least 3, received 2`. */
  readonly message: string;
  /** Where the expectation is written. */
  readonly origin: Origin;
}

/** One line: `query.dry_run: expected true, received false`. */
export function describeDifference(difference: Difference): string {
  const path = pathText(difference.pointer);
  return path === '' ? difference.message : `${path}: ${difference.message}`;
}

const NAME = /^[A-Za-z_][A-Za-z0-9_]*$/;
const INDEX = /^(0|[1-9]\d*)$/;

/** A pointer as an expression would say it: `/items/0/x-id` is `items[0]["x-id"]`. */
export function pathText(pointer: string): string {
  let text = '';
  for (const key of pointerKeys(pointer)) {
    if (INDEX.test(key)) text += `[${key}]`;
    else if (NAME.test(key)) text += text === '' ? key : `.${key}`;
    else text += `[${JSON.stringify(key)}]`;
  }
  return text;
}
