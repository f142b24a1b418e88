/** The journal for whoever reads it: records made of its entries, with what is masked left out. */

import type { Snapshot } from '../compile/snapshot.ts';
import type { MaskPath } from '../spec/mask-path.ts';
import type { Counters } from '../state/counters.ts';
import { channelRecord } from './channel-record.ts';
import type { Entry, ExchangeEntry } from './entry.ts';
import { concealExplanation, exchangeRecord } from './exchange-record.ts';
import { type AnswerExplanation, type Decided, explainDecided, placesOf, type Surroundings } from './explanation.ts';
import type { Journal, Numbered } from './journal.ts';
import { concealmentOf, concealmentOfRequest } from './mask/conceal-entry.ts';
import type { JournalRecord, RequestRecord } from './record.ts';

/** Reading changes nothing: no counter counts, nothing is drawn. */
export interface JournalReader {
  record(numbered: Numbered): JournalRecord;
  /** Undefined where the number has no request, or none any more. */
  request(number: number): RequestRecord | undefined;
  /** From the oldest to the youngest. */
  records(filter?: RecordFilter): JournalRecord[];
  /** Why a request is answered as it is, before or after its answer is out. */
  explain(decided: Decided): AnswerExplanation;
  /** A request's path and query as the log may show them. */
  shownTarget(target: string, request: Pick<ExchangeEntry, 'exchange' | 'admission'>): string;
  /** Takes what is masked of an entry out of any text about it: `body.token: expected "a", received ***`. */
  conceal(entry: Entry): (text: string) => string;
}

export interface RecordFilter {
  /** Leaves out all up to this number. */
  readonly after?: number | undefined;
  /** Only the youngest so many of those that are meant. */
  readonly limit?: number | undefined;
  /** Default: every entry. */
  readonly test?: ((numbered: Numbered) => boolean) | undefined;
}

export interface ReaderDeps {
  readonly journal: Journal;
  /** What is served now; its settings say what is masked. */
  readonly live: {
    readonly current: Snapshot;
    onPublish(listener: (snapshot: Snapshot) => void): () => void;
  };
  readonly counters: Pick<Counters, 'last'>;
}

/** Versions whose routes are remembered: the nearest of a request are told as they were when it came. */
const VERSIONS = 8;

export function createReader({ journal, live, counters }: ReaderDeps): JournalReader {
  const versions: Snapshot[] = [live.current];
  live.onPublish((snapshot) => {
    versions.push(snapshot);
    if (versions.length > VERSIONS) versions.shift();
  });

  const surroundings = (version: number): Surroundings => ({
    snapshot: versions.find((snapshot) => snapshot.version === version) ?? live.current,
    lastCount: (name) => counters.last(name),
  });
  const mask = () => live.current.settings.journal?.mask ?? [];

  function record({ number, entry }: Numbered): JournalRecord {
    const hidden = concealmentOf(entry, mask());
    return entry.kind === 'request'
      ? exchangeRecord(number, entry, { hidden, around: surroundings(entry.version) })
      : channelRecord(number, entry, { hidden, around: surroundings(live.current.version) });
  }

  return {
    record,
    request(number) {
      const entry = journal.get(number);
      const found = entry?.kind === 'request' ? record({ number, entry }) : undefined;
      return found?.kind === 'request' ? found : undefined;
    },
    records: ({ after, limit, test } = {}) => {
      const meant: Numbered[] = [];
      for (const numbered of journal.entries(after)) if (!test || test(numbered)) meant.push(numbered);
      return (limit === undefined ? meant : meant.slice(Math.max(0, meant.length - limit))).map(record);
    },
    explain(decided) {
      const hidden = concealmentOfRequest(decided, mask());
      const explanation = explainDecided(decided, surroundings(decided.version));
      return { ...placesOf(decided), ...concealExplanation(explanation, hidden) };
    },
    shownTarget(target, request) {
      const paths = mask();
      if (!paths.some(isOfTarget)) return target;
      return concealmentOfRequest(request, paths.filter(isOfTarget)).target(target);
    },
    conceal(entry) {
      const { text } = concealmentOf(entry, mask());
      return text;
    },
  };
}

function isOfTarget(path: MaskPath): boolean {
  return path.in === 'url' || path.in === 'query';
}
