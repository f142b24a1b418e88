/** A check that counts requests: those of a route or path, or those that a route or case has answered. */

import { IN_TIMES, type Times } from '../../compile/times.ts';
import { formatDuration } from '../../core/duration.ts';
import type { Scope } from '../../core/runtime.ts';
import type { ExchangeEntry } from '../entry.ts';
import { findClosest, type Miss } from './closest.ts';
import type { Check, Tally } from './compiled-check.ts';
import { createNumbers, type Numbers, numbersText } from './numbers.ts';

export interface CountSpec {
  readonly at: string;
  readonly withinMs: number;
  readonly times: Times;
  /** `PUT /shop/goods/{id}`. */
  readonly subject: string;
  /** `where body.name is "pen"`, or `''`. */
  readonly condition: string;
  /** Undefined where nobody can tell any more. */
  takes(entry: ExchangeEntry, given: Scope): boolean | undefined;
  /** Of a request that is not taken. */
  miss(entry: ExchangeEntry, given: Scope): Miss | undefined;
}

export function createCountCheck(spec: CountSpec): Check {
  const { at, withinMs, times } = spec;
  return { at, withinMs, isWatched: times.takes(0), start: (given = {}) => startCount(spec, given) };
}

function startCount(spec: CountSpec, given: Scope): Tally {
  const { at, times } = spec;
  const counted = createNumbers();
  let requests = 0;
  /** Those of which nobody can tell: the check has to hold with and without them. */
  let unknown = 0;
  const isMet = (): boolean => {
    for (let more = 0; more <= unknown; more++) if (!times.takes(counted.count + more)) return false;
    return true;
  };
  const isTooMany = (): boolean => times.most !== undefined && counted.count > times.most;
  return {
    get isMet() {
      return isMet();
    },
    get isLost() {
      return isTooMany();
    },
    take({ number, entry }) {
      if (entry.kind !== 'request') return;
      requests++;
      const isTaken = spec.takes(entry, given);
      if (isTaken) counted.add(number);
      else if (isTaken === undefined) unknown++;
    },
    result(evidence) {
      const received = receivedWords(counted, { requests, unknown, tellsNumbers: isTooMany() });
      const missOf = (entry: ExchangeEntry): Miss | undefined =>
        spec.takes(entry, given) ? undefined : spec.miss(entry, given);
      return {
        isMet: isMet(),
        at,
        message: `expected ${expectedWords(spec)}, received ${received}`,
        received: counted.count,
        numbers: counted.list(),
        closest: isMet() || isTooMany() ? [] : findClosest(evidence, missOf),
      };
    },
  };
}

function expectedWords({ subject, times, withinMs, condition }: CountSpec): string {
  const within = withinMs > 0 ? `within ${formatDuration(withinMs)}` : '';
  return [subject, times.words(IN_TIMES), within, condition].filter((part) => part !== '').join(' ');
}

interface ReceivedCount {
  readonly requests: number;
  readonly unknown: number;
  readonly tellsNumbers: boolean;
}

function receivedWords(counted: Numbers, { requests, unknown, tellsNumbers }: ReceivedCount): string {
  if (requests === 0) return '0: no request came';
  const numbers = tellsNumbers ? `: ${numbersText(counted)}` : '';
  const untold = unknown === 0 ? '' : `; ${unknown} could not be compared`;
  return `${counted.count} of ${requests} ${requests === 1 ? 'request' : 'requests'}${numbers}${untold}`;
}
