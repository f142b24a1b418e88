/** Values as JSON has them, for records. */

import type { Issue } from '../core/issue.ts';
import type { Json } from '../core/json.ts';
import { toPlain } from '../expression/values.ts';

/** A copy: times are ISO 8601, bytes Base64, what is not there null. */
export function plain(value: unknown): Json {
  return toPlain(value) as Json;
}

/** An issue whose values are JSON. */
export function plainIssue(issue: Issue): Issue {
  return { ...issue, expected: plain(issue.expected), received: plain(issue.received) };
}

/** To the microsecond. */
export function roundMs(ms: number): number {
  return Math.round(ms * 1000) / 1000;
}
