/** Style `form`: `ids=1&ids=2` and `R=100&G=200` exploded, `ids=1,2` and `color=R,100,G,200` not (RFC 6570 §3.2.8). */

import { splitAt } from './delimiter.ts';
import { readExploded } from './exploded.ts';
import { namedWhole } from './named-whole.ts';
import type { Style } from './style-reader.ts';

const whole = namedWhole({ split: splitAt(','), delimiter: ',', isPaired: false, example: 'R,100,G,200' });

export const formStyle: Style = (param, context) =>
  param.isExploded ? readExploded(param, context) : whole(param, context);
