/** Takes secrets out of any text, however they are written there: as they are, in JSON, percent-encoded, cut off. */

import { MASKED } from './masked-values.ts';

export type ConcealText = (text: string) => string;

/** More of them are not looked for one by one: every text that may hold one is masked as a whole. */
const MOST_SECRETS = 500;
/** A shorter one is only taken out where it stands alone: an `a` is in every word. */
const SHORT = 4;

export function compileConcealText(secrets: ReadonlySet<string>): ConcealText {
  const real = [...secrets].filter((secret) => secret !== '');
  if (real.length === 0) return (text) => text;
  if (real.length > MOST_SECRETS) return (text) => (text === '' ? '' : MASKED);
  const forms = [...new Set(real.flatMap(formsOf))].sort((a, b) => b.length - a.length);
  const pattern = new RegExp(forms.map(patternOf).join('|'), 'gu');
  return (text) => concealCut(text.replace(pattern, MASKED), forms);
}

function formsOf(secret: string): readonly string[] {
  const encoded = encode(secret);
  return [
    secret,
    JSON.stringify(secret).slice(1, -1),
    encoded,
    encoded.replaceAll('%20', '+'),
    encoded.replace(/%[0-9A-F]{2}/g, (code) => code.toLowerCase()),
    // As bytes are looked at: one character each.
    Buffer.from(secret, 'utf8').toString('latin1'),
  ];
}

/** Half a character beyond U+FFFF has no encoding. */
function encode(text: string): string {
  return encodeURIComponent(text.replace(/\p{Surrogate}/gu, '\ufffd'));
}

function patternOf(form: string): string {
  const escaped = form.replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&').replace(/\p{Surrogate}/gu, codeOf);
  return form.length < SHORT ? `(?<![\\p{L}\\p{N}])${escaped}(?![\\p{L}\\p{N}])` : escaped;
}

function codeOf(half: string): string {
  return `\\u${half.charCodeAt(0).toString(16)}`;
}

const CUT = '…';
/** Beyond so many questions a text is masked as a whole. */
const MOST_QUESTIONS = 20_000;
/** Fewer of its first characters tell nothing. */
const LEAST_LEFT = 3;

/** Messages cut long values off: what is left of a secret stands before `…`. */
function concealCut(text: string, forms: readonly string[]): string {
  if (!text.includes(CUT)) return text;
  const pieces = text.split(CUT);
  if (pieces.length * forms.length > MOST_QUESTIONS) return MASKED;
  return pieces.map((piece, index) => (index < pieces.length - 1 ? concealEnd(piece, forms) : piece)).join(CUT);
}

/** The text without the beginning of a secret at its very end. */
export function concealEnd(text: string, forms: readonly string[]): string {
  let most = 0;
  for (const form of forms) {
    for (let length = Math.min(form.length - 1, text.length); length >= LEAST_LEFT && length > most; length--) {
      if (text.endsWith(form.slice(0, length))) most = length;
    }
  }
  return most === 0 ? text : text.slice(0, -most) + MASKED;
}
