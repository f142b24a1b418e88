/** A request that cannot be made of the values that it has got. */

import type { Origin } from '../../core/origin.ts';

export class PrepareError extends Error {
  override readonly name = 'PrepareError';
  /** Where the value is written. */
  readonly origin: Origin;

  constructor(message: string, origin: Origin) {
    super(message);
    this.origin = origin;
  }
}
