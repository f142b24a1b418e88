/** What nobody can know without a journal. */

import type { Journal } from '../journal/journal.ts';

/** Throws where the journal is off. */
export function demandJournal({ isOn }: Journal): void {
  if (!isOn) throw new Error('the journal is off: leave out `journal: off` of the settings to ask what came');
}
