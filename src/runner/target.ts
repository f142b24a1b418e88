/** What the cases talk to: a mock that was started for them, or the real service. */

import type { Snapshot } from '../compile/snapshot.ts';
import type { Journal } from '../journal/journal.ts';
import type { JournalReader } from '../journal/reader.ts';

export interface Target {
  /** `http://127.0.0.1:43211`, without a slash at the end. */
  readonly url: string;
  /** The declared routes, to hold answers to their promises. */
  readonly snapshot: Snapshot;
  /** Undefined for a real service. */
  readonly mock: TargetMock | undefined;
  /** TLS of a real service. */
  readonly tls: { readonly isInsecure: boolean; readonly ca: string | undefined };
  close(): Promise<void>;
}

export interface TargetMock {
  readonly journal: Journal;
  readonly reader: JournalReader;
  /** Between two suites: counters, journal. */
  reset(): void;
}
