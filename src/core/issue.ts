/** One way in which a request misses what its route declares. */

import type { ParamSource } from './source.ts';

export interface Issue {
  readonly in: ParamSource;
  /** The parameter; for a body its top-level field, or `''` for the body as a whole. */
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
