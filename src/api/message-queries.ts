/** What a test asks of the messages on a channel. */

import { formatDuration, MAX_TIMER_MS, parseDuration } from '../core/duration.ts';
import { shorten } from '../core/shorten.ts';
import type { Entry, ReceivedEntry, SentEntry } from '../journal/entry.ts';
import type { Numbered } from '../journal/journal.ts';
import type { ReceivedRecord, SentRecord } from '../journal/record.ts';
import type { CheckResult, CloseRequest } from '../journal/verify/check.ts';
import { type ChannelAddress, isAtAddress } from '../serve/channels/channel-address.ts';
import type { Mock } from '../serve/mock.ts';
import { demandJournal } from './journal-off.ts';
import { type CompiledMessageFilter, compileMessageFilter, contentOf, type MessageFilter } from './message-filter.ts';
import type { WaitOptions } from './mock-api.ts';
import { VerificationError } from './verification-error.ts';

type MessageRecord = ReceivedRecord | SentRecord;

/** Throws SpecError for what is no filter, and an Error where the journal is off. */
export function findMessages(
  { journal, reader }: Mock,
  address: ChannelAddress,
  filter: MessageFilter,
): readonly MessageRecord[] {
  demandJournal(journal);
  const { misses } = compileMessageFilter(filter);
  return [...journal.entries()].flatMap((numbered) => {
    const record = isMessage(numbered.entry) && isOf(numbered.entry, address) ? reader.record(numbered) : undefined;
    return record && isMessageRecord(record) && misses(record).length === 0 ? [record] : [];
  });
}

interface Wanted extends WaitOptions {
  readonly filter: MessageFilter;
}

/** Rejects with VerificationError when none comes in time. */
export async function waitForMessage(
  mock: Mock,
  address: ChannelAddress,
  { filter, within = '2s', since = 0, signal }: Wanted,
): Promise<ReceivedRecord> {
  const { journal, reader } = mock;
  demandJournal(journal);
  signal?.throwIfAborted();
  const wanted = compileMessageFilter(filter);
  const withinMs = parseDuration(within);
  if (withinMs === undefined) throw new Error(`"${within}" is no duration: write 500ms or 2s`);
  const received: ReceivedRecord[] = [];
  const take = (numbered: Numbered): ReceivedRecord | undefined => {
    const { entry } = numbered;
    const record = entry.kind === 'received' && isOf(entry, address) ? reader.record(numbered) : undefined;
    if (record?.kind !== 'received') return undefined;
    received.push(record);
    return wanted.misses(record).length === 0 ? record : undefined;
  };
  for (const numbered of journal.entries(since)) {
    const record = take(numbered);
    if (record) return record;
  }
  return new Promise((resolve, reject) => {
    const end = (): void => {
      clearTimeout(timer);
      stopListening();
      signal?.removeEventListener('abort', abort);
    };
    const abort = (): void => {
      end();
      reject(signal?.reason);
    };
    const timer = setTimeout(
      () => {
        end();
        const expected = `expected ${wanted.words} on ${address.channel.id} within ${formatDuration(withinMs)}`;
        reject(new VerificationError([missing(expected, received, wanted)], 'waitFor'));
      },
      Math.min(withinMs, MAX_TIMER_MS),
    );
    const stopListening = journal.onAppend((numbered) => {
      const record = take(numbered);
      if (!record) return;
      end();
      resolve(record);
    });
    signal?.addEventListener('abort', abort);
  });
}

function missing(
  expected: string,
  received: readonly ReceivedRecord[],
  { misses }: CompiledMessageFilter,
): CheckResult {
  const others =
    received.length === 0
      ? 'received none at all'
      : `received ${received.length} other${received.length === 1 ? '' : 's'}`;
  const closest = received
    .map((record) => ({ record, differences: misses(record) }))
    .reverse()
    .sort((a, b) => a.differences.length - b.differences.length)
    .slice(0, MOST_CLOSE);
  return {
    isMet: false,
    at: 'waitFor',
    message: `${expected}, ${others}`,
    received: 0,
    numbers: [],
    closest: closest.map(({ record, differences }) => closeMessage(record, differences)),
  };
}

const MOST_CLOSE = 3;

function closeMessage(record: ReceivedRecord, differences: readonly string[]): CloseRequest {
  const { number, connection, user, message, rule, channel } = record;
  return {
    number,
    id: connection,
    method: 'WS',
    target: `${user}: ${shorten(contentOf(message))}`,
    at: rule ?? channel.at,
    differences,
  };
}

function isMessage(entry: Entry): entry is ReceivedEntry | SentEntry {
  return entry.kind === 'received' || entry.kind === 'sent';
}

function isMessageRecord(record: { readonly kind: string }): record is MessageRecord {
  return record.kind === 'received' || record.kind === 'sent';
}

/** Of the channel; with a path, from those who connected there, or in answer to what they did. */
function isOf(entry: ReceivedEntry | SentEntry, address: ChannelAddress): boolean {
  const { connection } = entry;
  const channel = entry.kind === 'sent' ? entry.channel : entry.connection.channel;
  if (channel.id !== address.channel.id) return false;
  return !address.path || (connection !== undefined && isAtAddress(connection.target, address));
}
