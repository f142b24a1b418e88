/** What happened lately, bounded by count and by bytes: a ring of entries, each with its number. */

import { createBacklog } from '../core/backlog.ts';
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

/** What happened, where its entry is still to be made; it must say the same later as now. */
export interface Happened {
  /** True where it keeps much in memory: no limit of the journal counts what waits, so such a one does not. */
  readonly isLarge: boolean;
  /**
   * `spare` is an entry that is forgotten with it and that nobody else has, to be filled anew: one that is young no more
   * costs garbage collections nothing. Must not throw.
   */
  entry(spare: Entry | undefined): Entry;
}

/** A journal that is off takes nothing, and says so. */
export interface Journal {
  readonly isOn: boolean;
  /** The number of the youngest entry; 0 before there was one. */
  readonly last: number;
  append(entry: Entry): void;
  /** On the request path: a reference waits, and the entries of a few are made together, at the latest for a reader. */
  appendLater(happened: Happened): void;
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
  /** All of it younger than the entries. */
  readonly #backlog = createBacklog<Happened>((happened) => this.#take(happened.entry(this.#spare())));
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
    this.#backlog.catchUp();
    return this.#ring.last;
  }

  append(entry: Entry): void {
    this.#backlog.catchUp();
    this.#take(entry);
  }

  appendLater(happened: Happened): void {
    if (this.#limits === undefined) return;
    this.#backlog.add(happened);
    if (happened.isLarge || this.#listeners.size > 0) this.#backlog.catchUp();
  }

  /** What is appended meanwhile is seen, what is forgotten meanwhile is left out. */
  *entries(after = 0): Generator<Numbered> {
    for (let number = after + 1; number <= this.last; number++) {
      number = Math.max(number, this.#ring.oldest);
      const entry = this.get(number);
      if (entry) yield { number, entry };
    }
  }

  get(number: number): Entry | undefined {
    this.#backlog.catchUp();
    this.#lend(number);
    return this.#ring.get(number);
  }

  clear(): void {
    this.#backlog.catchUp();
    this.#ring.clear();
  }

  update(limits: JournalLimits | undefined): void {
    this.#backlog.catchUp();
    this.#limits = limits;
    if (limits) this.#ring.resize(limits);
    else this.#ring.clear();
  }

  onAppend(listener: (numbered: Numbered) => void): () => void {
    this.#backlog.catchUp();
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  #take(entry: Entry): void {
    if (this.#limits === undefined) return;
    const cost = costOf(entry);
    const kept = fitting(entry, cost, this.#limits.bytes);
    const number = this.#ring.append(kept, kept === entry ? cost : costOf(kept));
    if (this.#listeners.size === 0) return;
    this.#lend(number);
    for (const listener of this.#listeners) listener({ number, entry: kept });
  }

  /** The entry that the next one drives out, unless somebody may have it. */
  #spare(): Entry | undefined {
    const ring = this.#ring;
    return ring.isFull && ring.oldest > this.#lentUpTo ? ring.get(ring.oldest) : undefined;
  }

  #lend(number: number): void {
    this.#lentUpTo = Math.max(this.#lentUpTo, Math.min(number, this.#ring.last));
  }
}

/** Of a journal that is off. */
const NOTHING: JournalLimits = { keep: 1, bytes: 0 };
