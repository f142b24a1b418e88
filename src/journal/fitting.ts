/** Entries that are too large for the journal, without what is too large of them. */

import type { Exchange, Payload } from '../core/exchange.ts';
import { createRandom } from '../core/random.ts';
import { shorten } from '../core/shorten.ts';
import { bodyBytes, frameBytes, heardBytes, sentBytes } from './cost.ts';
import type { Entry, ExchangeEntry, ReceivedEntry, SentEntry } from './entry.ts';

/** A body may have this share of the journal's bytes. */
const SHARE = 8;

/**
 * The entry itself where it fits; else only the first bytes of a body, an answer or a frame, and no values made of it.
 * `cost` is that of the entry: no part of what costs little is too large.
 */
export function fitting(entry: Entry, cost: number, journalBytes: number): Entry {
  const most = Math.floor(journalBytes / SHARE);
  if (cost <= most) return entry;
  switch (entry.kind) {
    case 'request':
      return fittingExchange(entry, most);
    case 'received':
      return entry.bytes.length > most ? cutReceived(entry, most) : entry;
    case 'sent':
      return fittingSent(entry, most);
    default:
      return entry;
  }
}

function fittingExchange(entry: ExchangeEntry, most: number): ExchangeEntry {
  const isLarge = bodyBytes(entry) > most;
  const isLargeAnswer = sentBytes(entry) > most;
  if (!isLarge && !isLargeAnswer) return entry;
  const small = isLarge ? cutRequest(entry, most) : copyOf(entry);
  const { plan } = entry;
  if (!isLargeAnswer || plan?.kind !== 'send') return small;
  const bytes = Buffer.from(plan.body);
  return { ...small, plan: { ...plan, body: firstOf(bytes, most) }, answerBytes: bytes.length };
}

/** Some entries make what is in them when it is asked for. */
function copyOf(entry: ExchangeEntry): ExchangeEntry {
  const { kind, method, exchange, client, version, met, admission, chosen, refusal, plan, status, ms } = entry;
  const { headBytes = 0 } = entry;
  return { kind, method, exchange, client, version, met, admission, chosen, refusal, plan, status, ms, headBytes };
}

/** What is wrong with the request stays, what was made of its body does not. */
function cutRequest(entry: ExchangeEntry, most: number): ExchangeEntry {
  const { exchange, admission } = entry;
  const { id, request, pathParams, seed = 0, now } = exchange;
  const cut: Exchange = {
    id,
    request,
    payload: cutPayload(exchange.payload, most),
    pathParams,
    random: createRandom(seed),
    seed,
    now,
  };
  return {
    ...copyOf(entry),
    exchange: cut,
    admission: admission && {
      ...admission,
      scope: { ...admission.scope, body: null, form: null, request: null },
      issues: admission.issues.map((issue) => ({ ...issue, received: shorten(issue.received) })),
    },
  };
}

function cutPayload(payload: Payload, most: number): Payload {
  if (payload.kind === 'none') return payload;
  if (payload.kind === 'multipart') return { ...payload, fields: [], isCut: true };
  const bytes = (payload.kind === 'raw' ? payload.bytes : undefined) ?? Buffer.from(payload.text);
  const first = firstOf(bytes, most);
  const wholeBytes = payload.kind === 'raw' ? (payload.wholeBytes ?? bytes.length) : bytes.length;
  return { kind: 'raw', text: first.toString('utf8'), bytes: first, wholeBytes };
}

function cutReceived(entry: ReceivedEntry, most: number): ReceivedEntry {
  const { bytes, issues } = entry;
  return {
    ...entry,
    bytes: firstOf(bytes, most),
    wholeBytes: bytes.length,
    scope: undefined,
    issues: issues?.map((issue) => ({ ...issue, received: shorten(issue.received) })),
  };
}

function fittingSent(entry: SentEntry, most: number): SentEntry {
  const fitting = frameBytes(entry) > most ? cutSent(entry, most) : entry;
  return heardBytes(entry) > most ? { ...fitting, heard: 'gone' } : fitting;
}

function cutSent(entry: SentEntry, most: number): SentEntry {
  const { frame } = entry;
  const bytes = frame.kind === 'text' ? Buffer.from(frame.text) : frame.bytes;
  const first = firstOf(bytes, most);
  return {
    ...entry,
    frame: frame.kind === 'text' ? { kind: 'text', text: first.toString('utf8') } : { kind: 'binary', bytes: first },
    wholeBytes: bytes.length,
  };
}

/** A copy, so that the rest is not kept; a letter of UTF-8 (RFC 3629 §3) is not cut in two. */
function firstOf(bytes: Buffer, most: number): Buffer {
  let end = Math.min(most, bytes.length);
  const least = Math.max(0, end - 3);
  while (end > least && ((bytes[end] ?? 0) & 0xc0) === 0x80) end--;
  return Buffer.from(bytes.subarray(0, end));
}
