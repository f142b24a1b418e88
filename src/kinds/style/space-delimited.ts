/** Style `spaceDelimited`: `ids=1%202%203` (Swagger 2.0: `ssv`). */

import { delimited } from './delimited.ts';

export const spaceDelimitedStyle = delimited(' ', 'R%20100%20G%20200');
