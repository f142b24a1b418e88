/** Takes down exchanges for the journal when they are over. */

import type { Payload } from '../core/exchange.ts';
import type { ResponsePlan } from '../core/plan.ts';
import type { Entry } from '../journal/entry.ts';
import type { Happened, Journal } from '../journal/journal.ts';
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
  const wireOf = ({ target, req, ends }: WireFacts): KeptWire => {
    return { target: targets(target), head: heads.keep(req), ends, bodies, answers };
  };
  return {
    take(ended, facts, end) {
      if (journal.isOn) journal.appendLater(new EndedExchange(ended, facts, end, wireOf));
    },
  };
}

class EndedExchange implements Happened {
  readonly isLarge: boolean;
  readonly #ended: Ended;
  readonly #facts: WireFacts;
  readonly #end: End;
  readonly #wireOf: (facts: WireFacts) => KeptWire;

  constructor(ended: Ended, facts: WireFacts, end: End, wireOf: (facts: WireFacts) => KeptWire) {
    this.isLarge = isLarge(ended.exchange.payload, end.plan);
    this.#ended = ended;
    this.#facts = facts;
    this.#end = end;
    this.#wireOf = wireOf;
  }

  entry(spare: Entry | undefined): ExchangeNote {
    const wire = this.#wireOf(this.#facts);
    if (!(spare instanceof ExchangeNote)) return new ExchangeNote(this.#ended, wire, this.#end);
    spare.fill(this.#ended, wire, this.#end);
    return spare;
  }
}

/** Characters of a body, or of an answer. */
const MOST_CHARACTERS = 4096;

/** What waits has all of its request in memory, and no limit of the journal's counts it. */
function isLarge(payload: Payload, plan: ResponsePlan | undefined): boolean {
  if (plan?.kind === 'send' && plan.body.length > MOST_CHARACTERS) return true;
  switch (payload.kind) {
    case 'none':
      return false;
    case 'json':
    case 'form':
      return payload.text.length > MOST_CHARACTERS;
    default:
      return true;
  }
}
