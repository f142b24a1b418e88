/** Roughly what an entry keeps in memory, in bytes: on the request path, so it looks at lengths only. */

import type { Payload } from '../core/exchange.ts';
import type { Entry, ExchangeEntry } from './entry.ts';

/** The objects of an exchange, without its texts. */
const EXCHANGE_BYTES = 1500;
const CHANNEL_BYTES = 500;
/** The texts of a head are kept twice: as they came, and by name. */
const HEAD_COPIES = 2;
/** JSON as values takes a few times the bytes of its text. */
const VALUE_COPIES = 4;
/** A part of a multipart body: its facts, without its content. */
const PART_BYTES = 500;

export function costOf(entry: Entry): number {
  switch (entry.kind) {
    case 'request':
      return EXCHANGE_BYTES + HEAD_COPIES * (entry.exchange.request.headBytes ?? 0) + bodyCost(entry) + answerCost(entry);
    case 'received':
      return CHANNEL_BYTES + entry.bytes.length * (entry.scope ? 1 + VALUE_COPIES : 1);
    case 'sent':
      return CHANNEL_BYTES + (entry.frame.kind === 'text' ? entry.frame.text.length : entry.frame.bytes.length);
    default:
      return CHANNEL_BYTES;
  }
}

function bodyCost({ exchange: { payload } }: ExchangeEntry): number {
  return payload.kind === 'none' ? 0 : payloadCost(payload);
}

function payloadCost(payload: Exclude<Payload, { readonly kind: 'none' }>): number {
  switch (payload.kind) {
    case 'json':
      return payloadBytes(payload) * (1 + VALUE_COPIES);
    case 'form':
      return payload.text.length * (1 + VALUE_COPIES);
    case 'raw':
      return payloadBytes(payload);
    case 'multipart':
      return payload.fields.reduce(
        (sum, [name, text]) => sum + PART_BYTES + 2 * (name.length + text.length),
        payload.files.length * PART_BYTES,
      );
  }
}

/** What is kept of a body, as it came; of a multipart one only the texts of its fields. */
export function payloadBytes(payload: Payload): number {
  switch (payload.kind) {
    case 'none':
      return 0;
    case 'json':
    case 'raw':
      return payload.bytes?.length ?? payload.text.length;
    case 'form':
      return payload.text.length;
    case 'multipart':
      return payload.fields.reduce((sum, [name, text]) => sum + name.length + text.length, 0);
  }
}

/** An answer that every request gets is kept by its route, not by the entry. */
function answerCost({ plan, chosen, met }: ExchangeEntry): number {
  if (plan?.kind !== 'send') return 0;
  const isShared = chosen ? chosen.planner.constant === plan : met !== undefined && 'literal' in met && met.literal?.constant === plan;
  return isShared ? 0 : plan.body.length;
}
