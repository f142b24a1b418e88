/** Asks checks of the journal: as it is, or waiting until they hold. */

import { MAX_TIMER_MS } from '../../core/duration.ts';
import type { Scope } from '../../core/runtime.ts';
import type { Entry } from '../entry.ts';
import type { Journal } from '../journal.ts';
import type { CheckResult } from './check.ts';
import type { Check, Evidence, Tally } from './compiled-check.ts';

export interface VerifyOptions {
  /** A number of the journal: entries after it count. Default: all of them. */
  readonly since?: number | undefined;
  /** Takes what is masked of an entry out of what is told of it: the reader's. */
  conceal(entry: Entry): (text: string) => string;
  /** Further names of expressions and their values: `row`, `saved`. */
  readonly given?: Scope | undefined;
}

export interface WaitingOptions extends VerifyOptions {
  /** Stops the waiting: the promise rejects with its reason. */
  readonly signal?: AbortSignal | undefined;
}

/** What holds now, in the order of the checks; `within` is not waited for. Throws when the journal is off. */
export function verifyNow(checks: readonly Check[], journal: Journal, options: VerifyOptions): readonly CheckResult[] {
  demandOn(journal);
  return checks.map((check) => startOne(check, journal, options).result(evidenceOf(journal, options)));
}

/**
 * Waits up to `within` for each check. One that needs requests is done as soon as it holds, one that holds without any
 * (`times: 0`, `unmatched: 0`) has to hold until the end; one without `within` is asked when those are done. Rejects
 * when the journal is off.
 */
export async function verify(
  checks: readonly Check[],
  journal: Journal,
  options: WaitingOptions,
): Promise<readonly CheckResult[]> {
  const { signal } = options;
  demandOn(journal);
  signal?.throwIfAborted();
  const stop = new AbortController();
  const abort = (): void => stop.abort(signal?.reason);
  signal?.addEventListener('abort', abort);
  try {
    const patient = checks.filter(({ withinMs }) => withinMs > 0);
    const waiting: readonly Started[] = patient.map((check) => ({ check, tally: startOne(check, journal, options) }));
    await Promise.all(waiting.map((one) => settled(one, journal, stop.signal)));
    const waited = new Map(waiting.map(({ check, tally }) => [check, tally]));
    const evidence = evidenceOf(journal, options);
    return checks.map((check) => (waited.get(check) ?? startOne(check, journal, options)).result(evidence));
  } finally {
    signal?.removeEventListener('abort', abort);
    stop.abort();
  }
}

interface Started {
  readonly check: Check;
  readonly tally: Tally;
}

function demandOn({ isOn }: Journal): void {
  if (!isOn) throw new Error('the journal is off: without it nothing is known of the requests that came');
}

function startOne(check: Check, journal: Journal, { since = 0, given }: VerifyOptions): Tally {
  const tally = check.start(given);
  for (const numbered of journal.entries(since)) tally.take(numbered);
  return tally;
}

function evidenceOf(journal: Journal, { since = 0, conceal }: VerifyOptions): Evidence {
  return { entries: () => journal.entries(since), conceal };
}

/** Resolves when it is known whether the check holds, rejects when the signal is aborted before. */
function settled({ check, tally }: Started, journal: Journal, signal: AbortSignal): Promise<void> {
  const isDone = (): boolean => tally.isLost || (tally.isMet && !check.isWatched);
  if (isDone()) return Promise.resolve();
  return new Promise((resolve, reject) => {
    const end = (how: () => void): void => {
      clearTimeout(timer);
      stopListening();
      signal.removeEventListener('abort', abort);
      how();
    };
    const abort = (): void => end(() => reject(signal.reason));
    // A mock that is stopped meanwhile does not keep its process for this.
    const timer = setTimeout(() => end(resolve), Math.min(check.withinMs, MAX_TIMER_MS)).unref();
    const stopListening = journal.onAppend((numbered) => {
      try {
        tally.take(numbered);
        if (isDone()) end(resolve);
      } catch (error) {
        end(() => reject(error));
      }
    });
    signal.addEventListener('abort', abort);
  });
}
