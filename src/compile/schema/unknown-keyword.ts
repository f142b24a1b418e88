/** How names are told that a schema does not have, or that only schemas of another kind have. */

import { didYouMean } from '../../core/nearest.ts';
import { FOREIGN_KEYWORDS, KEYWORDS } from './keywords.ts';
import { mannerName } from './manner.ts';
import { foreignHint, keywordNames } from './openapi-keywords.ts';
import { complain, type Reading, under } from './reading.ts';

/** A keyword that schemas of another dialect or draft have. */
export function complainOfForeign(reading: Reading, name: string): void {
  const { manner } = reading.options;
  complain(reading, 'unknown-key', `${mannerName(manner)} has no keyword "${name}"`, {
    part: 'key',
    hint: foreignHint(name, manner),
  });
}

/** A name that means nothing in any schema. */
export function complainOfKey(reading: Reading, name: string): void {
  const { manner } = reading.options;
  const whose = manner.dialect !== undefined || KEYWORDS.has(name) ? mannerName(manner) : 'a JSON Schema';
  const hint =
    FOREIGN_KEYWORDS.get(name) ??
    didYouMean(name, keywordNames(manner)) ??
    (manner.isLenient ? 'it has no effect; a key of your own begins with "x-"' : undefined);
  under(reading, name, () =>
    complain(reading, 'unknown-key', `${whose} has no keyword "${name}"`, { part: 'key', hint }),
  );
}
