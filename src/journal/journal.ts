/** What happened lately, bounded by count and by bytes: a ring of entries, each with its number. */

import { createRing, type Ring } from '../state/ring.ts';
import { costOf } from './cost.ts';
import type { Entry } from './entry.ts';
import { fitting } from './fitting.ts';

/** Numbers count up from 1 and are never given again, not even after `clear`. */
export interface Numbered {
  readonly number: number;
  readonly entry: Entry;
}

/** How much is kept. */
export interface JournalLimits {
  /** Entries. */
  readonly keep: number;
  /** Roughly what they may hold in memory. */
  readonly bytes: number;
}

/** A journal that is off takes nothing, and says so. */
export interface Journal {
  readonly isOn: boolean;
  /** The number of the youngest entry; 0 before there was one. */
  readonly last: number;
  /**
   * The entry that the next `append` forgets, to be filled anew and appended: one that is young no more costs garbage
   * collections nothing. Undefined where there is none, or where somebody may still have it.
   */
  readonly spare: Entry | undefined;
  /** On the request path: a few stores. */
  append(entry: Entry): void;
  /** From the oldest to the youngest; `after` leaves out all up to that number. */
  entries(after?: number): Iterable<Numbered>;
  get(number: number): Entry | undefined;
  clear(): void;
  /** Undefined switches it off and forgets everything. */
  update(limits: JournalLimits | undefined): void;
  /** Told of each entry once it is in; returns how to stop listening. Must not throw. */
  onAppend(listener: (numbered: Numbered) => void): () => void;
}

/** Undefined makes one that is off; `update` may switch it on. */
export function createJournal(limits: JournalLimits | undefined): Journal {
  return new RingJournal(limits);
}

class RingJournal implements Journal {
  #limits: JournalLimits | undefined;
  readonly #ring: Ring<Entry>;
  readonly #listeners = new Set<(numbered: Numbered) => void>();
  /** Entries up to this number may be in somebody's hands. */
  #lentUpTo = 0;

  constructor(limits: JournalLimits | undefined) {
    this.#limits = limits;
    this.#ring = createRing(limits ?? NOTHING);
  }

  get isOn(): boolean {
    return this.#limits !== undefined;
  }

  get last(): number {
    return this.#ring.last;
  }

  get spare(): Entry | undefined {
    const ring = this.#ring;
    return ring.isFull && ring.oldest > this.#lentUpTo ? ring.get(ring.oldest) : undefined;
  }

  append(entry: Entry): void {
    if (this.#limits === undefined) return;
    const cost = costOf(entry);
    const kept = fitting(entry, cost, this.#limits.bytes);
    const number = this.#ring.append(kept, kept === entry ? cost : costOf(kept));
    if (this.#listeners.size === 0) return;
    this.#lend(number);
    for (const listener of this.#listeners) listener({ number, entry: kept });
  }

  /** What is appended meanwhile is seen, what is forgotten meanwhile is left out. */
  *entries(after = 0): Generator<Numbered> {
    for (let number = after + 1; number <= this.#ring.last; number++) {
      number = Math.max(number, this.#ring.oldest);
      const entry = this.get(number);
      if (entry) yield { number, entry };
    }
  }

  get(number: number): Entry | undefined {
    this.#lend(number);
    return this.#ring.get(number);
  }

  #lend(number: number): void {
    this.#lentUpTo = Math.max(this.#lentUpTo, Math.min(number, this.#ring.last));
  }

  clear(): void {
    this.#ring.clear();
  }

  update(limits: JournalLimits | undefined): void {
    this.#limits = limits;
    if (limits) this.#ring.resize(limits);
    else this.#ring.clear();
  }

  onAppend(listener: (numbered: Numbered) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }
}

/** Of a journal that is off. */
const NOTHING: JournalLimits = { keep: 1, bytes: 0 };
