/** Which answer a request asks for: `Prefer: code=404` (RFC 7240), or `?__code=404`. */

import { MAX_TIMER_MS, parseDuration } from '../../core/duration.ts';
import { RequestError } from '../../core/errors.ts';
import type { Exchange } from '../../core/exchange.ts';
import { shorten } from '../../core/shorten.ts';
import { parseQueryText } from '../../kinds/source/query-text.ts';

export interface Preference {
  /** A status that the contract may or may not have. */
  readonly code: number | undefined;
  /** The name of an example. */
  readonly example: string | undefined;
  /** Invented anew, whatever examples there are. */
  readonly isDynamic: boolean;
  readonly delayMs: number | undefined;
}

const WORDS = ['code', 'example', 'dynamic', 'delay'] as const;

type Word = (typeof WORDS)[number];

/** Undefined where nothing is asked for; what the query says wins. Throws RequestError (400) for what cannot be. */
export function readPreference({ request }: Pick<Exchange, 'request'>): Preference | undefined {
  const header = request.headers.prefer;
  const isInQuery = request.queryText.includes('__');
  if (header === undefined && !isInQuery) return undefined;
  const words = new Map<Word, string>();
  if (header !== undefined) readHeader(String(header), words);
  if (isInQuery) readQuery(request.queryText, words);
  return words.size === 0 ? undefined : preferenceOf(words);
}

/** `code=404, example="not found"`; preferences of others are nobody's here, as RFC 7240 §2 wants it. */
function readHeader(text: string, words: Map<Word, string>): void {
  for (const [, name = '', quoted, plain] of text.matchAll(
    /([^\s=,;"]+)\s*(?:=\s*(?:"((?:[^"\\]|\\.)*)"|([^\s,;"]*)))?/g,
  )) {
    const word = WORDS.find((one) => one === name.toLowerCase());
    if (word && !words.has(word)) words.set(word, quoted?.replace(/\\(.)/g, '$1') ?? plain ?? '');
  }
}

function readQuery(text: string, words: Map<Word, string>): void {
  const values = parseQueryText(text);
  for (const word of WORDS) {
    const value = values[`__${word}`];
    if (value !== undefined) words.set(word, String(Array.isArray(value) ? value[0] : value));
  }
}

function preferenceOf(words: ReadonlyMap<Word, string>): Preference {
  const code = words.get('code');
  const delay = words.get('delay');
  return {
    code: code === undefined ? undefined : readCode(code),
    example: words.get('example'),
    isDynamic: isTrue(words.get('dynamic')),
    delayMs: delay === undefined ? undefined : readDelay(delay),
  };
}

function readCode(text: string): number {
  if (/^[2-5]\d\d$/.test(text)) return Number(text);
  throw refused(`the preferred code ${shorten(text)} is no status from 200 to 599`);
}

/** `Prefer: dynamic` alone says yes. */
function isTrue(text: string | undefined): boolean {
  if (text === undefined || /^(false|0|no|off)$/i.test(text)) return false;
  if (/^(|true|1|yes|on)$/i.test(text)) return true;
  throw refused(`the preference dynamic is true or false, not ${shorten(text)}`);
}

function readDelay(text: string): number {
  const ms = /^\d+$/.test(text) ? Number(text) : parseDuration(text);
  if (ms !== undefined && ms <= MAX_TIMER_MS) return ms;
  throw refused(`the preferred delay ${shorten(text)} is no time: write milliseconds, or 200ms`);
}

function refused(message: string): RequestError {
  return new RequestError(400, 'malformed', message);
}
