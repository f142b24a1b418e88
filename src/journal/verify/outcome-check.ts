/** `unmatched` and `invalid`: how many requests, and messages of channels, may have been turned away. */

import type { CountUnit, Times } from '../../compile/times.ts';
import { formatDuration } from '../../core/duration.ts';
import type { Entry, ReceivedEntry } from '../entry.ts';
import type { Numbered } from '../journal.ts';
import { outcomeOf } from '../outcome.ts';
import type { CloseRequest } from './check.ts';
import { closeRequest, shownLines } from './closest.ts';
import type { Check, Evidence, Tally } from './compiled-check.ts';
import { createNumbers, numbersText } from './numbers.ts';

export type TurnedAway = 'unmatched' | 'invalid';

export interface OutcomeSpec {
  readonly at: string;
  readonly withinMs: number;
  readonly what: TurnedAway;
  readonly times: Times;
}

export function createOutcomeCheck(spec: OutcomeSpec): Check {
  const { at, withinMs, times } = spec;
  return { at, withinMs, isWatched: times.takes(0), start: () => startCount(spec) };
}

const UNITS: Readonly<Record<TurnedAway, CountUnit>> = {
  unmatched: {
    none: 'no unmatched request',
    of: (count) => `${count} unmatched request${count === 1 ? '' : 's'}`,
  },
  invalid: {
    none: 'no invalid request or message',
    of: (count) => `${count} invalid ${count === 1 ? 'request or message' : 'requests or messages'}`,
  },
};

const MOST_TOLD = 3;

function startCount({ at, what, times, withinMs }: OutcomeSpec): Tally {
  const counted = createNumbers();
  const first: Numbered[] = [];
  const isTooMany = (): boolean => times.most !== undefined && counted.count > times.most;
  return {
    get isMet() {
      return times.takes(counted.count);
    },
    get isLost() {
      return isTooMany();
    },
    take(numbered) {
      if (!isTurnedAway(numbered.entry, what)) return;
      counted.add(numbered.number);
      if (first.length < MOST_TOLD) first.push(numbered);
    },
    result(evidence) {
      const isMet = times.takes(counted.count);
      const within = withinMs > 0 ? ` within ${formatDuration(withinMs)}` : '';
      const numbers = isTooMany() ? `: ${numbersText(counted)}` : '';
      return {
        isMet,
        at,
        message: `expected ${times.words(UNITS[what])}${within}, received ${counted.count}${numbers}`,
        received: counted.count,
        numbers: counted.list(),
        closest: isMet ? [] : first.flatMap((numbered) => told(numbered, evidence) ?? []),
      };
    },
  };
}

/** OPTIONS is what browsers ask unasked. */
function isTurnedAway(entry: Entry, what: TurnedAway): boolean {
  if (entry.kind === 'request') return outcomeOf(entry) === what && entry.method !== 'OPTIONS';
  return what === 'invalid' && entry.kind === 'received' && entry.issues !== undefined;
}

function told({ number, entry }: Numbered, evidence: Evidence): CloseRequest | undefined {
  if (entry.kind === 'received') return toldMessage(number, entry, evidence);
  if (entry.kind !== 'request') return undefined;
  const issues = entry.admission?.issues.map(({ message }) => message) ?? [];
  return closeRequest({ number, entry }, issues.length > 0 ? issues : [entry.refusal?.message ?? ''], evidence);
}

function toldMessage(number: number, entry: ReceivedEntry, { conceal }: Evidence): CloseRequest {
  const { id, target, channel } = entry.connection;
  const hide = conceal(entry);
  const issues = entry.issues?.map(({ message }) => message) ?? [];
  return {
    number,
    id,
    method: channel.method,
    target: hide(target),
    at: channel.at,
    differences: shownLines(issues).map(hide),
  };
}
