/** Endpoints that ask checks of the journal: those that are sent, and those that the files expect. */

import {
  type Check,
  expectationChecks,
  formatResults,
  parseSentChecks,
  verify,
  type WaitingOptions,
} from '../../journal/verify/index.ts';
import type { Mock } from '../../serve/mock.ts';
import { unchecked } from '../body.ts';
import { endpoint } from '../endpoint.ts';
import { optional, whole } from '../parameter.ts';
import { described, shared } from '../schema/parts.ts';
import { demandJournal } from './demand-journal.ts';

const since = optional(whole('A number of the journal: only entries after it count.'));

const ANSWER = {
  description: 'What came of the checks. That one is not met is a result, not an error: `isMet` says it.',
  schema: shared('Verification'),
};

const CHECKS = described(
  { oneOf: [shared('Check'), { type: 'array', minItems: 1, items: shared('Check') }] },
  'One check, or several.',
);

export const verifyChecks = endpoint({
  method: 'POST',
  path: '/verify',
  id: 'verify',
  summary: 'Asks checks of what the mock received, and waits for those that say `within`',
  queryParameters: { since },
  body: unchecked(CHECKS),
  answer: ANSWER,
  refusals: ['journal-off', 'stopping'],
  handle({ query, body, signal }, { mock }) {
    demandJournal(mock);
    const checks = parseSentChecks(body, { snapshot: mock.snapshot });
    return askChecks(checks, mock, { since: query.since, signal });
  },
});

export const verifyExpectations = endpoint({
  method: 'POST',
  path: '/verify/expectations',
  id: 'verifyExpectations',
  summary: 'Checks every `times` that the routes and cases of the project name',
  queryParameters: { since },
  answer: ANSWER,
  refusals: ['journal-off', 'stopping'],
  handle({ query, signal }, { mock }) {
    demandJournal(mock);
    return askChecks(expectationChecks(mock.snapshot), mock, { since: query.since, signal });
  },
});

async function askChecks(
  checks: readonly Check[],
  { journal, reader }: Mock,
  options: Omit<WaitingOptions, 'conceal'>,
): Promise<object> {
  const results = await verify(checks, journal, { ...options, conceal: (entry) => reader.conceal(entry) });
  return { isMet: results.every(({ isMet }) => isMet), results, text: formatResults(results) };
}
