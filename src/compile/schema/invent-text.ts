/** Invented texts: by pattern, by format, or a few words, within the lengths that are asked for. */

import type { JsonObject } from '../../core/json.ts';
import { type Random, randomInteger } from '../../core/random.ts';
import { matchesPattern } from './assertions.ts';
import { readPattern } from './invent-pattern.ts';

const WORDS =
  'amber brook cedar delta ember field grove harbor island juniper lantern maple ocean pebble quartz river'.split(' ');
const MAX_TEXT = 100_000;
const TRIES = 40;

/** A text for a merged schema (`patterns` holds every `pattern` of it); a valid one where there is an easy way to it. */
export function inventText(schema: JsonObject, random: Random): string {
  const least = Math.min((schema.minLength ?? 0) as number, MAX_TEXT);
  const most = (schema.maxLength ?? Number.POSITIVE_INFINITY) as number;
  const patterns = (schema.patterns ?? []) as readonly string[];
  const format = typeof schema.format === 'string' ? formatText(schema.format) : undefined;
  if (format) return inventFormatted(format, { least, most, patterns }, random);
  if (patterns.length > 0) return inventMatching({ least, most, patterns }, random);
  return adjust(words(random), { least, most }, random);
}

interface Wanted {
  readonly least: number;
  readonly most: number;
  readonly patterns: readonly string[];
}

function isWanted(text: string, { least, most, patterns }: Wanted): boolean {
  const { length } = [...text];
  return length >= least && length <= most && patterns.every((pattern) => matchesPattern(text, pattern));
}

function inventMatching(wanted: Wanted, random: Random): string {
  const { patterns, least, most } = wanted;
  const makers = patterns.flatMap((source) => readPattern(source) ?? []);
  let last = '';
  for (let tries = 0; tries < TRIES; tries++) {
    // From short repeats to such that fill the least length by themselves.
    const stretch = tries % 8 === 7 ? least : Math.min(2 ** (tries % 8), Math.max(least, 8));
    const match = makers[tries % makers.length]?.({ random, stretch: Math.min(stretch, most) }) ?? words(random);
    const text =
      patterns.length === 1 && patterns[0]?.endsWith('$') ? match : match + (random.next() < 0.5 ? word(random) : '');
    for (last of [text, adjust(text, wanted, random)]) if (isWanted(last, wanted)) return last;
  }
  return last;
}

function inventFormatted(format: FormatText, wanted: Wanted, random: Random): string {
  for (let tries = 0; tries < TRIES; tries++) {
    const text = format.make(random);
    const long = text.length < wanted.least && format.lengthen ? format.lengthen(text, wanted.least) : text;
    if (isWanted(long, wanted)) return long;
  }
  return format.short ?? format.make(random);
}

function words(random: Random): string {
  return `${word(random)} ${word(random)}`;
}

function word(random: Random): string {
  return WORDS[randomInteger(random, 0, WORDS.length - 1)] ?? '';
}

/** Words added or letters cut off until the length is right. */
function adjust(text: string, { least, most }: Pick<Wanted, 'least' | 'most'>, random: Random): string {
  let long = text;
  while (long.length < least) long += ` ${word(random)}`;
  return long.length <= most ? long : [...long].slice(0, Math.max(most, 0)).join('').replace(/ $/, 'e');
}

interface FormatText {
  make(random: Random): string;
  /** The shortest that reads well. */
  readonly short?: string;
  lengthen?(text: string, least: number): string;
}

const YEARS_FROM = Date.UTC(2020, 0, 1);
const TEN_YEARS_MS = 10 * 365 * 24 * 3_600_000;

function moment(random: Random): string {
  return `${new Date(YEARS_FROM + Math.floor(random.next() * TEN_YEARS_MS)).toISOString().slice(0, 19)}Z`;
}

function base64(text: string): string {
  return Buffer.from(text).toString('base64');
}

function hex(random: Random, digits: number): string {
  return Array.from({ length: digits }, () => randomInteger(random, 0, 15).toString(16)).join('');
}

function formatText(name: string): FormatText | undefined {
  return FORMAT_TEXTS.get(FORMAT_ALIASES.get(name) ?? name);
}

/** Formats of which nothing is asserted, told as those that they are like. */
const FORMAT_ALIASES: ReadonlyMap<string, string> = new Map([
  ['idn-email', 'email'],
  ['idn-hostname', 'hostname'],
  ['iri', 'uri'],
  ['iri-reference', 'uri-reference'],
  ['guid', 'uuid'],
  ['datetime', 'date-time'],
  ['ip', 'ipv4'],
  ['base64', 'byte'],
]);

const append = (text: string, least: number): string => text + 'a'.repeat(least - text.length);
const prepend = (text: string, least: number): string => 'a'.repeat(Math.min(least - text.length, 60)) + text;

/** Names and addresses are those that are set aside for examples (RFC 2606, RFC 5737, RFC 3849). */
const FORMAT_TEXTS: ReadonlyMap<string, FormatText> = new Map<string, FormatText>([
  ['date-time', { make: moment }],
  ['iso-date-time', { make: moment }],
  ['date', { make: (random) => moment(random).slice(0, 10) }],
  ['time', { make: (random) => moment(random).slice(11) }],
  ['iso-time', { make: (random) => moment(random).slice(11) }],
  ['duration', { make: (random) => `P${randomInteger(random, 1, 9)}DT${randomInteger(random, 1, 23)}H`, short: 'P1D' }],
  ['email', { make: (random) => `${word(random)}.${word(random)}@example.com`, short: 'a@b.co', lengthen: prepend }],
  ['hostname', { make: (random) => `${word(random)}.example.com`, short: 'a.co', lengthen: prepend }],
  ['ipv4', { make: (random) => `192.0.2.${randomInteger(random, 1, 254)}` }],
  ['ipv6', { make: (random) => `2001:db8::${randomInteger(random, 1, 0xffff).toString(16)}`, short: '::1' }],
  [
    'uuid',
    {
      make: (random) => `${hex(random, 8)}-${hex(random, 4)}-4${hex(random, 3)}-a${hex(random, 3)}-${hex(random, 12)}`,
    },
  ],
  ['uri', { make: (random) => `https://example.com/${word(random)}`, short: 'a:b', lengthen: append }],
  ['url', { make: (random) => `https://example.com/${word(random)}`, short: 'http://a.co', lengthen: append }],
  ['uri-reference', { make: (random) => `/${word(random)}`, short: '/a', lengthen: append }],
  ['uri-template', { make: (random) => `/${word(random)}/{id}`, short: '/{a}', lengthen: append }],
  ['json-pointer', { make: (random) => `/${word(random)}`, short: '', lengthen: append }],
  ['json-pointer-uri-fragment', { make: (random) => `#/${word(random)}`, short: '#', lengthen: append }],
  ['relative-json-pointer', { make: (random) => `0/${word(random)}`, short: '0', lengthen: append }],
  ['regex', { make: () => '^[a-z]+$', short: 'a', lengthen: append }],
  ['byte', { make: (random) => base64(words(random)), short: '', lengthen: (_, least) => base64('a'.repeat(least)) }],
  ['binary', { make: words, short: '', lengthen: append }],
  ['password', { make: (random) => `${word(random)}-${randomInteger(random, 10, 99)}`, short: '', lengthen: append }],
]);
