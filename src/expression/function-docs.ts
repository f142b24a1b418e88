/** The functions and macros of the expression language as documentation lists them. */

import { signatureOf } from './functions/function-spec.ts';
import { FUNCTIONS } from './functions/function-table.ts';
import { MACROS } from './macros.ts';

export interface FunctionDoc {
  readonly name: string;
  /** `random(low: number, high: number): number`; a `?` marks what may be left out. */
  readonly signature: string;
  /** One line, lower case. */
  readonly summary: string;
  /** An expression that uses it. */
  readonly example: string;
  /** JSON of what the example gives, where that does not change. */
  readonly result?: string;
}

/** Every function and macro, ours and CEL's own. */
export const EXPRESSION_FUNCTIONS: readonly FunctionDoc[] = [
  ...[...FUNCTIONS.values()].map(({ name, summary, example, result, ...spec }) => ({
    name,
    signature: signatureOf({ name, summary, example, ...spec }),
    summary,
    example,
    ...(result === undefined ? {} : { result }),
  })),
  ...MACROS,
];
