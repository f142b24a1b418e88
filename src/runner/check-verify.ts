/** What the mock must have received since a case began. */

import type { Scope } from '../core/runtime.ts';
import { PARAM_SOURCES } from '../core/source.ts';
import { formatResults, verify } from '../journal/verify/index.ts';
import type { TestCase } from './compiled-suite.ts';
import { type Found, foundInterrupted, foundThrown } from './found.ts';
import type { Turn } from './turn.ts';

/** `since` is the number of the journal's youngest entry when the case began; none where all checks are met. */
export async function checkVerify(testCase: TestCase, since: number, turn: Turn): Promise<readonly Found[]> {
  const { mock } = turn.worker.target;
  const { verify: checks, verifyOrigin: origin = testCase.origin } = testCase;
  if (checks.length === 0) return [];
  if (!mock) {
    turn.record.notes.add('verify is not checked on a target');
    return [];
  }
  await settle();
  try {
    const results = await verify(checks, mock.journal, {
      since,
      conceal: (entry) => mock.reader.conceal(entry),
      given: givenBy(turn),
      signal: turn.signal,
    });
    return results
      .filter(({ isMet }) => !isMet)
      .map((result) => ({
        origin: { ...origin, line: Number(/:(\d+)$/.exec(result.at)?.[1] ?? origin.line) },
        step: 'verify',
        message: result.message,
        kind: 'verify',
        differences: [],
        answeredBy: undefined,
        details: formatResults([result])
          .split('\n')
          .slice(1)
          .map((line) => line.replace(/^ {2}/, '')),
        request: undefined,
      }));
  } catch (error) {
    if (turn.signal?.aborted) return [foundInterrupted(origin, 'verify')];
    return [foundThrown(error, origin, 'verify')];
  }
}

/** What a request carried goes by its own names there: nothing may stand in their place. */
function givenBy({ sight }: Turn): Scope {
  const taken: ReadonlySet<string> = new Set([...PARAM_SOURCES, 'request', 'route']);
  return Object.fromEntries(Object.entries(sight.known()).filter(([name]) => !taken.has(name)));
}

/** The mock notes a request when its answer is out, which may be a moment after it has arrived: two rounds of the event loop. */
async function settle(): Promise<void> {
  for (let round = 0; round < 2; round++) await new Promise((resolve) => setImmediate(resolve));
}
