/** Roughly what an entry keeps in memory, in bytes: on the request path, so it looks at lengths only. */

import type { ResponsePlan } from '../core/plan.ts';
import type { Entry, ExchangeEntry, SentEntry } from './entry.ts';

/** The objects of an exchange, without its texts. */
const EXCHANGE_BYTES = 1000;
const CHANNEL_BYTES = 500;
/** JSON as values takes a few times the bytes of its text. */
const VALUE_COPIES = 4;

export function costOf(entry: Entry): number {
  switch (entry.kind) {
    case 'request':
      return EXCHANGE_BYTES + (entry.headBytes ?? 0) + bodyBytes(entry) + sentBytes(entry);
    case 'received':
      return CHANNEL_BYTES + entry.bytes.length * (entry.scope ? 1 + VALUE_COPIES : 1);
    case 'sent':
      return CHANNEL_BYTES + frameBytes(entry) + heardBytes(entry);
    default:
      return CHANNEL_BYTES;
  }
}

/** What is kept of the body of a request. */
export function bodyBytes(entry: ExchangeEntry): number {
  if (entry.bodyBytes !== undefined) return entry.bodyBytes;
  const { payload } = entry.exchange;
  return 'text' in payload ? payload.text.length : 0;
}

/** Roughly: characters of a text are taken for bytes. */
export function frameBytes({ frame }: SentEntry): number {
  return frame.kind === 'text' ? frame.text.length : frame.bytes.length;
}

/** Of the message that it answers, which may outlive its own entry. */
export function heardBytes({ heard }: SentEntry): number {
  return Buffer.isBuffer(heard) ? heard.length : 0;
}

/** What is kept of the answer by the entry alone. */
export function sentBytes(entry: ExchangeEntry): number {
  if (entry.sentBytes !== undefined) return entry.sentBytes;
  const { plan } = entry;
  return plan?.kind === 'send' && plan !== sharedPlan(entry.met, entry.chosen) ? plan.body.length : 0;
}

/** The answer that every request gets there: it is kept by its route, not by the entry. */
export function sharedPlan(met: ExchangeEntry['met'], chosen: ExchangeEntry['chosen']): ResponsePlan | undefined {
  if (chosen) return chosen.planner.constant;
  return met && 'literal' in met ? met.literal?.constant : undefined;
}
