/** One way in which a request, or a message, misses what its route or channel declares. */

import type { ParamSource } from './source.ts';

/** Where a thing came from that misses its schema: a source of a request, or a message of a channel. */
export type IssueSource = ParamSource | 'message';

export interface Issue {
  readonly in: IssueSource;
  /** The parameter; for a body or message its top-level field, or `''` for the whole. */
  readonly name: string;
  /** JSON Pointer inside the source: `/limit`, `/items/0/price`. */
  readonly pointer: string;
  /** A sentence that names the parameter and what is expected. */
  readonly message: string;
  /** The JSON Schema keyword that was missed, or a file rule's name. */
  readonly keyword: string;
  /** What the keyword asks for: the schema's own value. */
  readonly expected: unknown;
  /** What came; absent is `null`. */
  readonly received: unknown;
}

/** The issues of one request, over all sources: at most MAX_ISSUES; `more` counts those left out. */
export type Issues = Issue[] & { more?: number };

/** How many issues an answer lists at most; the rest is counted. */
export const MAX_ISSUES = 100;
