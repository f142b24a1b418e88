/** Style `pipeDelimited`: `ids=1|2|3` (Swagger 2.0: `pipes`). */

import { delimited } from './delimited.ts';

export const pipeDelimitedStyle = delimited('|', 'R|100|G|200');
