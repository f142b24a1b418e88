/** Takes down exchanges for the journal when they are over. */

import type { Entry } from '../journal/entry.ts';
import type { Journal } from '../journal/journal.ts';
import type { WireFacts } from './exchange.ts';
import { type End, type Ended, ExchangeNote, type KeptWire } from './exchange-note.ts';
import { createHeads, createTexts } from './kept-head.ts';

export interface Notes {
  /** Does nothing where the journal is off. */
  take(ended: Ended, facts: WireFacts, end: End): void;
}

export function createNotes(journal: Journal): Notes {
  const heads = createHeads();
  const targets = createTexts();
  const bodies = createTexts();
  const answers = createTexts();
  return {
    take(ended, facts, end) {
      if (!journal.isOn) return;
      const { ends } = facts;
      const wire = { target: targets(facts.target), head: heads.keep(facts.req), ends, bodies, answers };
      journal.append(noteIn(journal.spare, ended, wire, end));
    },
  };
}

function noteIn(spare: Entry | undefined, ended: Ended, wire: KeptWire, end: End): ExchangeNote {
  if (!(spare instanceof ExchangeNote)) return new ExchangeNote(ended, wire, end);
  spare.fill(ended, wire, end);
  return spare;
}
