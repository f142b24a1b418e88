/** What a test asks of the requests that came. */

import { isObject } from '../core/json.ts';
import type { JournalRecord, RequestRecord } from '../journal/record.ts';
import {
  type ChecksContext,
  compileRequestFilter,
  compileRequestSelector,
  parseChecks,
  verify,
} from '../journal/verify/index.ts';
import type { Mock } from '../serve/mock.ts';
import { demandJournal } from './journal-off.ts';
import type { CheckInput, MockApi, VerifyOptions } from './mock-api.ts';
import { demandMet } from './verification-error.ts';

type RequestQueries = Pick<MockApi, 'requests' | 'records' | 'verify' | 'waitFor'>;

export function createRequestQueries(mock: Mock): RequestQueries {
  const { journal, reader } = mock;
  const context = (): ChecksContext => ({ snapshot: mock.snapshot });
  const ask = async (value: unknown, name: string, options: VerifyOptions = {}) => {
    const checks = parseChecks(value, name, context());
    const results = await verify(checks, journal, { ...options, conceal: reader.conceal });
    demandMet(results, name);
    return results;
  };
  return {
    requests(filter = {}) {
      demandJournal(journal);
      const { since, limit, matches } = compileRequestFilter(asSelector(filter), 'requests', context());
      return reader.records({ after: since, limit, test: matches }).filter(isRequest);
    },
    records() {
      demandJournal(journal);
      return reader.records();
    },
    verify: (checks, options) => ask(isList(checks) ? checks.map(asSelector) : asSelector(checks), 'verify', options),
    async waitFor(request, { within = '2s', ...options } = {}) {
      const selector = asSelector(request);
      // What is no selector is told at once, not only when the wait is over.
      const { matches } = compileRequestSelector(selector, 'waitFor', context());
      const wanted = isObject(selector) ? { ...selector, within } : selector;
      await ask(wanted, 'waitFor', options);
      for (const numbered of journal.entries(options.since)) {
        const record = matches(numbered) ? reader.record(numbered) : undefined;
        if (record && isRequest(record)) return record;
      }
      throw new Error('the request came and was forgotten: raise journal.keep or journal.bytes');
    },
  };
}

function asSelector<T>(input: T | string): T | { readonly request: string } {
  return typeof input === 'string' ? { request: input } : input;
}

function isList(checks: CheckInput | readonly CheckInput[]): checks is readonly CheckInput[] {
  return Array.isArray(checks);
}

function isRequest(record: JournalRecord): record is RequestRecord {
  return record.kind === 'request';
}
