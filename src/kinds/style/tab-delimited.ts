/** `collectionFormat: tsv` of Swagger 2.0: `ids=1%092%093`. */

import { delimited } from './delimited.ts';

export const tabDelimitedStyle = delimited('\t', 'R%09100%09G%09200');
