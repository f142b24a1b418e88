/** What an answer looks like from outside, as far as its file says it. */

import type { Json } from '../core/json.ts';
import type { Frame } from './frame.ts';

export interface AnswerForm {
  /** Undefined where an expression gives it, or the refusal itself. */
  readonly status: number | undefined;
  /** What is around `data`; undefined without an envelope. */
  readonly frame: Frame | undefined;
  /** The envelope's `code`, where it is literal. */
  readonly code: Json | undefined;
  /** The bytes of a file. */
  readonly isFile: boolean;
}
