/** Takes secrets out of any text, however they are written there: as they are, in JSON, percent-encoded, cut off. */

import { MASKED } from './masked-values.ts';

export type ConcealText = (text: string) => string;

/** More of them are not looked for one by one: every text that may hold one is masked as a whole. */
const MOST_SECRETS = 500;
/** A shorter one is only taken out where it stands alone: an `a` is in every word. */
const SHORT = 4;
/** A longer one, such as a whole body, would make a pattern that is too large: it is looked for by itself. */
const LONG = 1000;

export function compileConcealText(secrets: ReadonlySet<string>): ConcealText {
  const real = [...secrets].filter((secret) => secret !== '');
  if (real.length === 0) return (text) => text;
  if (real.length > MOST_SECRETS) return (text) => (text === '' ? '' : MASKED);
  const forms = longestFirst(real.filter((secret) => secret.length <= LONG).flatMap(formsOf));
  const pattern = forms.length === 0 ? undefined : new RegExp(forms.map(patternOf).join('|'), 'gu');
  const long = longestFirst(real.filter((secret) => secret.length > LONG)).map(createLongSecret);
  return (text) => {
    const whole = long.reduce((left, secret) => secret.conceal(left), text);
    const concealed = pattern ? whole.replace(pattern, MASKED) : whole;
    return concealCut(concealed, (length) => [...long.flatMap((secret) => secret.beginnings(length)), ...forms]);
  };
}

function longestFirst(texts: readonly string[]): readonly string[] {
  return [...new Set(texts)].sort((a, b) => b.length - a.length);
}

interface LongSecret {
  conceal: ConcealText;
  /** What a text of that length may hold of it. */
  beginnings(length: number): readonly string[];
}

/** No form of a secret is shorter than the secret: most texts are not even looked at. */
function createLongSecret(secret: string): LongSecret {
  let forms: readonly string[] | undefined;
  return {
    conceal(text) {
      if (text.length < secret.length) return text;
      forms ??= longestFirst(formsOf(secret));
      return forms.reduce((left, form) => left.replaceAll(form, MASKED), text);
    },
    beginnings: (length) => formsOf(secret.slice(0, length + 1)),
  };
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
function concealCut(text: string, formsFor: (length: number) => readonly string[]): string {
  if (!text.includes(CUT)) return text;
  const pieces = text.split(CUT);
  const forms = formsFor(Math.max(...pieces.slice(0, MOST_QUESTIONS).map((piece) => piece.length)));
  if (pieces.length * forms.length > MOST_QUESTIONS) return MASKED;
  return pieces.map((piece, index) => (index < pieces.length - 1 ? concealEnd(piece, forms) : piece)).join(CUT);
}

/** The text without the beginning of a secret at its very end. */
function concealEnd(text: string, forms: readonly string[]): string {
  const most = Math.max(0, ...forms.map((form) => overlap(text, form)));
  return most < LEAST_LEFT ? text : text.slice(0, -most) + MASKED;
}

/** How many characters at the end of the text the form begins with, all of them excepted (Knuth, Morris and Pratt). */
function overlap(text: string, form: string): number {
  const most = Math.min(form.length - 1, text.length);
  const borders = new Int32Array(most);
  const follow = (matched: number, character: string | undefined): number => {
    let length = matched;
    while (length > 0 && (length === most || form[length] !== character)) length = borders[length - 1] ?? 0;
    return length < most && form[length] === character ? length + 1 : length;
  };
  for (let index = 1, length = 0; index < most; index++) {
    length = follow(length, form[index]);
    borders[index] = length;
  }
  let matched = 0;
  for (let index = text.length - most; index < text.length; index++) matched = follow(matched, text[index]);
  return matched;
}
