/** What happened on a channel, as records. */

import type { CompiledChannel } from '../compile/compiled-channel.ts';
import { addressText } from '../core/channel.ts';
import { createRandom } from '../core/random.ts';
import type { Runtime } from '../core/runtime.ts';
import type { CloseEntry, ConnectEntry, ConnectionFacts, ReceivedEntry, SentEntry } from './entry.ts';
import type { Surroundings } from './explanation.ts';
import { recordedMessage } from './frame.ts';
import type { Concealment } from './mask/concealment.ts';
import { plainIssue, roundMs } from './plain.ts';
import type { CloseRecord, ConnectRecord, ReceivedRecord, SentRecord } from './record.ts';
import { explainRules } from './rules.ts';

type ChannelEntry = ConnectEntry | ReceivedEntry | SentEntry | CloseEntry;

export function channelRecord(
  number: number,
  entry: ChannelEntry,
  { hidden, around }: { readonly hidden: Concealment; readonly around: Surroundings },
): ConnectRecord | ReceivedRecord | SentRecord | CloseRecord {
  switch (entry.kind) {
    case 'connect': {
      const { target, client } = entry.connection;
      return { kind: 'connect', ...ofConnection(number, entry, hidden), target: hidden.target(target), client };
    }
    case 'received': {
      const { bytes, isBinary, wholeBytes, rule, issues = [] } = entry;
      const frame = { frame: bytes, isBinary, ...(wholeBytes === undefined ? {} : { wholeBytes }) };
      return {
        kind: 'received',
        ...ofConnection(number, entry, hidden),
        message: recordedMessage(frame, hidden),
        rule: rule?.at ?? null,
        rules: explainRules(entry, runtimeAt(entry.time, around)).map((item) => ({
          ...item,
          why: hidden.text(item.why),
        })),
        issues: issues.map((issue) => hidden.issue(plainIssue(issue))),
      };
    }
    case 'sent': {
      const { connection, frame, wholeBytes, reached } = entry;
      const sent = { frame, isBinary: frame.kind === 'binary', ...(wholeBytes === undefined ? {} : { wholeBytes }) };
      return {
        kind: 'sent',
        ...ofChannel(number, entry, entry.channel, hidden),
        connection: connection?.id ?? null,
        user: connection ? hidden.text(connection.user) : null,
        to: hidden.text(addressText(entry.to)),
        message: recordedMessage({ ...sent, isSecret: entry.heard === 'gone' }, hidden),
        reached,
      };
    }
    case 'close':
      return { kind: 'close', ...ofConnection(number, entry, hidden), code: entry.code, ms: roundMs(entry.ms) };
  }
}

function ofChannel(
  number: number,
  { time, rooms }: ChannelEntry,
  { id, constants, at }: CompiledChannel,
  hidden: Concealment,
) {
  return {
    number,
    time: new Date(time).toISOString(),
    channel: { id, name: constants.route?.name ?? id, at },
    rooms: rooms.map(hidden.text),
  };
}

function ofConnection(
  number: number,
  entry: ChannelEntry & { readonly connection: ConnectionFacts },
  hidden: Concealment,
) {
  const { connection } = entry;
  return {
    ...ofChannel(number, entry, connection.channel, hidden),
    connection: connection.id,
    user: hidden.text(connection.user),
  };
}

/** Rules are asked again without effect. */
function runtimeAt(now: number, { snapshot, lastCount }: Surroundings): Runtime {
  return { now, random: createRandom(0), locale: snapshot.settings.locale, nextCount: lastCount };
}
