/** Endpoints about what happened: requests and frames as the journal holds them, as a list, one by one and live. */

import { SpecError } from '../../core/errors.ts';
import type { JsonObject } from '../../core/json.ts';
import type { Numbered } from '../../journal/journal.ts';
import { compileRequestFilter, type RequestFilter, type RequestFilterSpec } from '../../journal/verify/index.ts';
import type { Mock } from '../../serve/mock.ts';
import { endpoint } from '../endpoint.ts';
import { streamEvents } from '../event-stream.ts';
import { oneOf, optional, text, whole, withDefault } from '../parameter.ts';
import { ConsoleRefusal, specRefusal } from '../refusal.ts';
import { LAST, list, object, shared } from '../schema/parts.ts';
import { KINDS, OUTCOMES } from '../schema/records.ts';
import { demandJournal } from './demand-journal.ts';

const since = optional(
  whole('A number of the journal: only what came after it. "last" of an answer is such a number.'),
);
const limit = withDefault(whole('At most so many, the youngest.', { minimum: 1, maximum: 100_000 }), 100, 100);
const kind = optional(oneOf('Only entries of this kind.', KINDS));

const REQUESTS: JsonObject = object({ requests: list(shared('Request')), last: LAST });

export const listRequests = endpoint({
  method: 'GET',
  path: '/requests',
  id: 'listRequests',
  summary: 'The requests that came, and what became of them',
  queryParameters: {
    method: optional(text('Of the request; `WS` for handshakes.')),
    path: optional(text('As sent (`/goods/1`), or with parameters (`/goods/{id}`).')),
    route: optional(text('The route that took it: `PUT /goods/{id}`.')),
    where: optional(text('An expression that holds for it: `body.name == "pen"`.')),
    status: optional(whole('Of the answer.', { minimum: 100, maximum: 599 })),
    outcome: optional(oneOf('How it ended.', OUTCOMES)),
    id: optional(text('Its id, as the log has it.')),
    since,
    limit,
  },
  answer: { description: 'Those that are meant, the youngest last.', schema: REQUESTS },
  refusals: ['journal-off'],
  handle({ query }, { mock }) {
    const { route, since: after, limit: most, ...rest } = query;
    const filter = compileFilter({ ...rest, request: route }, mock);
    return { requests: requestsOf(mock, filter, { after, limit: most }), last: mock.journal.last };
  },
});

export const listUnmatched = endpoint({
  method: 'GET',
  path: '/unmatched',
  id: 'listUnmatched',
  summary: 'The requests that no route, no method or no case took, each with what comes nearest',
  queryParameters: { since, limit },
  answer: { description: 'The youngest last.', schema: REQUESTS },
  refusals: ['journal-off'],
  handle({ query }, { mock }) {
    const filter = compileFilter({ outcome: 'unmatched' }, mock);
    return { requests: requestsOf(mock, filter, { after: query.since, limit: query.limit }), last: mock.journal.last };
  },
});

export const getRequest = endpoint({
  method: 'GET',
  path: '/requests/{number}',
  id: 'getRequest',
  summary: 'One request',
  pathParameters: { number: whole('Its number in the journal.', { minimum: 1 }) },
  answer: { description: 'The request and its answer.', schema: shared('Request') },
  refusals: ['no-request', 'journal-off'],
  handle({ path: { number } }, { mock }) {
    const journal = demandJournal(mock);
    const request = mock.reader.request(number);
    if (request) return request;
    throw new ConsoleRefusal('no-request', whyMissing(number, { last: journal.last, entry: journal.get(number) }));
  },
});

export const clearRequests = endpoint({
  method: 'DELETE',
  path: '/requests',
  id: 'clearRequests',
  summary: 'Empties the journal; its numbers go on',
  answer: { description: 'It is empty.', schema: object({ last: LAST }) },
  refusals: ['journal-off'],
  handle(_asked, { mock }) {
    const journal = demandJournal(mock);
    journal.clear();
    return { last: journal.last };
  },
});

export const listJournal = endpoint({
  method: 'GET',
  path: '/journal',
  id: 'listJournal',
  summary: 'Everything that happened: requests, connections and their frames',
  queryParameters: { kind, since, limit },
  answer: { description: 'The youngest last.', schema: object({ records: list(shared('Record')), last: LAST }) },
  refusals: ['journal-off'],
  handle({ query }, { mock }) {
    const { last } = demandJournal(mock);
    const test = ({ entry }: Numbered): boolean => query.kind === undefined || entry.kind === query.kind;
    return { records: mock.reader.records({ after: query.since, limit: query.limit, test }), last };
  },
});

export const streamRequests = endpoint({
  method: 'GET',
  path: '/requests/stream',
  id: 'streamRequests',
  summary: 'Everything that happens, live',
  description:
    'Server-sent events: each is a record as `GET /journal` has it, with its number as the id. `Last-Event-ID`, or `since`, goes on after that number; without them it begins with what comes next. An event `gap` says that what lay between is not held any more.',
  queryParameters: { kind, since },
  answer: { description: 'Events, until one of the two goes away.', type: 'text/event-stream' },
  refusals: ['journal-off'],
  handle({ query, lastEventId, signal }, { mock, heartbeatMs, stallMs }) {
    const journal = demandJournal(mock);
    const after = readLastEventId(lastEventId) ?? query.since ?? journal.last;
    const wants = query.kind;
    return (response) =>
      streamEvents(response, {
        journal,
        since: after,
        signal,
        heartbeatMs,
        stallMs,
        record: (numbered) =>
          wants === undefined || numbered.entry.kind === wants ? mock.reader.record(numbered) : undefined,
      });
  },
});

/** It wins over `since`: a page that connects again still has that in its address. */
function readLastEventId(text: string | undefined): number | undefined {
  const number = text === undefined ? undefined : since.read(text);
  if (text === undefined || number !== undefined) return number;
  throw new ConsoleRefusal('wrong-parameter', `"Last-Event-ID" must be ${since.expected}, not "${text}"`);
}

/** What is written of a filter. */
type FilterWords = { readonly [Key in keyof RequestFilterSpec]: RequestFilterSpec[Key] | undefined };

function compileFilter(words: FilterWords, mock: Mock): RequestFilter {
  demandJournal(mock);
  const spec = Object.fromEntries(Object.entries(words).filter(([, word]) => word !== undefined));
  try {
    return compileRequestFilter(spec, 'query', { snapshot: mock.snapshot });
  } catch (error) {
    throw error instanceof SpecError ? specRefusal('wrong-parameter', error) : error;
  }
}

function requestsOf(
  { reader }: Mock,
  filter: RequestFilter,
  range: { readonly after: number | undefined; readonly limit: number },
): readonly object[] {
  return reader.records({ ...range, test: filter.matches });
}

function whyMissing(
  number: number,
  { last, entry }: { readonly last: number; readonly entry: object | undefined },
): string {
  if (number > last) return `there was no request ${number} yet; the youngest entry is ${last}`;
  if (entry) return `the entry ${number} is no request; GET /journal?since=${number - 1} has it`;
  return `the request ${number} is forgotten; raise journal.keep or journal.bytes to hold more`;
}
