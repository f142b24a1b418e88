/** What happened lately, bounded by count and by bytes: a ring of entries, each with its number. */

import type { Entry } from './entry.ts';

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
