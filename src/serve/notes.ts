/** Takes down exchanges for the journal when they are over. */

import type { Entry } from '../journal/entry.ts';
import type { Journal } from '../journal/journal.ts';
import { type End, type Ended, EndedExchange } from './ended-exchange.ts';
import type { WireFacts } from './exchange.ts';
import { ExchangeNote, type Keepers } from './exchange-note.ts';
import { createHeads, createTexts } from './kept-head.ts';

export interface Notes {
  /** Does nothing where the journal is off. */
  take(ended: Ended, facts: WireFacts, end: End): void;
}

export function createNotes(journal: Journal): Notes {
  const keepers: Keepers = {
    heads: createHeads(),
    targets: createTexts(),
    bodies: createTexts(),
    answers: createTexts(),
  };
  const note = (ended: EndedExchange, spare: Entry | undefined): ExchangeNote => {
    if (!(spare instanceof ExchangeNote)) return new ExchangeNote(ended, keepers);
    spare.fill(ended, keepers);
    return spare;
  };
  return {
    take(ended, facts, end) {
      if (journal.isOn) journal.appendLater(new EndedExchange(ended, facts, end, note));
    },
  };
}
