/** Styles that only differ in what stands between items. */

import { splitAtEither } from './delimiter.ts';
import { readExploded } from './exploded.ts';
import { namedWhole } from './named-whole.ts';
import type { Style } from './style-reader.ts';

/** Exploded ones are not defined by the specification; clients write them like `form`. */
export function delimited(delimiter: string, example: string): Style {
  const whole = namedWhole({
    split: splitAtEither(delimiter),
    delimiter,
    isPaired: false,
    isForLists: true,
    example,
  });
  return (param, context) => (param.isExploded ? readExploded(param, context) : whole(param, context));
}
