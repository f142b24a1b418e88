/** The journal, for endpoints that cannot do without. */

import type { Journal } from '../../journal/journal.ts';
import type { Mock } from '../../serve/mock.ts';
import { ConsoleRefusal } from '../refusal.ts';

/** Throws ConsoleRefusal (409) when it is off. */
export function demandJournal({ journal }: Pick<Mock, 'journal'>): Journal {
  if (journal.isOn) return journal;
  throw new ConsoleRefusal(
    'journal-off',
    'the journal is off: remove "journal: off" from mockapi.yaml to see what happened',
  );
}
