/** A request and its answer as a record. */

import type { Json } from '../core/json.ts';
import { answerBody, requestBody } from './body.ts';
import type { ExchangeEntry } from './entry.ts';
import { explainDecided, placesOf, type Surroundings } from './explanation.ts';
import { answerHeaders, requestHeaders } from './headers.ts';
import type { Concealment } from './mask/concealment.ts';
import { outcomeOf } from './outcome.ts';
import { roundMs } from './plain.ts';
import type { RecordedExplanation, RequestRecord } from './record.ts';
import { receivedValues, type Values, validatedValues } from './values.ts';

export function exchangeRecord(
  number: number,
  entry: ExchangeEntry,
  { hidden, around }: { readonly hidden: Concealment; readonly around: Surroundings },
): RequestRecord {
  const { exchange, method, client, version, status, ms, met, admission, plan } = entry;
  const { id, request, now } = exchange;
  const received = receivedValues(exchange);
  const validated = validatedValues(met, admission);
  return {
    kind: 'request',
    number,
    id: hidden.text(id),
    time: new Date(now).toISOString(),
    ms: roundMs(ms),
    method,
    target: hidden.target(request.target),
    client,
    headers: requestHeaders(request.headers, hidden),
    body: requestBody(entry, received, hidden),
    received: concealValues(received, hidden),
    validated: validated && concealValues(validated, hidden),
    outcome: outcomeOf(entry),
    ...placesOf(entry),
    explanation: concealExplanation(explainDecided(entry, around), hidden),
    answer: { status, headers: answerHeaders(plan?.headers ?? [], hidden), body: answerBody(entry, hidden) },
    version,
  };
}

export function concealExplanation(
  { why, cases, issues, moreIssues, nearest }: RecordedExplanation,
  hidden: Concealment,
): RecordedExplanation {
  return {
    why: why === null ? null : hidden.text(why),
    cases: cases.map((item) => ({ ...item, why: hidden.text(item.why) })),
    issues: issues.map(hidden.issue),
    moreIssues,
    nearest: nearest.map((item) => ({ ...item, why: hidden.text(item.why) })),
  };
}

function concealValues(values: Values, hidden: Concealment): Values {
  if (!hidden.isNeeded) return values;
  return Object.fromEntries(
    Object.entries(values).map(([source, value]) => [source, hidden.value(source as keyof Values, value as Json)]),
  );
}
