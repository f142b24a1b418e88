/** Values of the options of `mockapi test`, as people type them. */

import { InvalidArgumentError } from 'commander';
import { MAX_TIMER_MS, parseDuration } from '../../core/duration.ts';
import type { Json } from '../../core/json.ts';
import { didYouMean } from '../../core/nearest.ts';
import { compilePattern, type Pattern } from '../../core/pattern.ts';
import { REPORTERS } from '../../runner/reporters/index.ts';
import type { Reporter } from '../../runner/reporters/reporter.ts';

/** Where a reporter's text goes. */
export interface Output {
  readonly reporter: Reporter;
  /** As typed; undefined for standard output. */
  readonly file: string | undefined;
}

export interface NamedPattern {
  /** As typed. */
  readonly text: string;
  readonly pattern: Pattern;
}

/** `name` or `name=file`, collected; the file `-` is standard output. */
export function parseOutput(text: string, before: readonly Output[] | undefined): readonly Output[] {
  const [name = '', file] = splitAt(text, '=');
  if (file === '') throw new InvalidArgumentError('Behind "=" stands the name of a file.');
  return [...(before ?? []), { reporter: parseReporter(name), file: file === '-' ? undefined : file }];
}

export function parseReporter(name: string): Reporter {
  const found = REPORTERS.find((reporter) => reporter.name === name);
  if (found) return found;
  const names = REPORTERS.map((reporter) => reporter.name);
  const hint = didYouMean(name, names) ?? `there are ${names.join(', ')}`;
  throw new InvalidArgumentError(`There is no such report; ${hint}${hint.endsWith('?') ? '' : '.'}`);
}

/** Names that expressions can say. */
const NAME = /^[A-Za-z_]\w*$/;

/** `name=value`, collected; of one name the last counts. */
export function parseVar(
  text: string,
  before: Readonly<Record<string, Json>> | undefined,
): Readonly<Record<string, Json>> {
  const [name = '', value] = splitAt(text, '=');
  if (value === undefined || !NAME.test(name))
    throw new InvalidArgumentError('Write it as name=value, such as token=t-1.');
  return { ...before, [name]: jsonOrText(value) };
}

/** A value that is JSON is that, anything else is a text; so is a whole number with more digits than one keeps. */
function jsonOrText(text: string): Json {
  try {
    const value = JSON.parse(text) as Json;
    return typeof value === 'number' && !isKept(value) ? text : value;
  } catch {
    return text;
  }
}

function isKept(value: number): boolean {
  return Number.isFinite(value) && (!Number.isInteger(value) || Number.isSafeInteger(value));
}

/** Milliseconds, of which a timer can wait. */
export function parseTime(text: string): number {
  const ms = parseDuration(text);
  if (ms === undefined || ms === 0 || ms > MAX_TIMER_MS) {
    throw new InvalidArgumentError('A time is written such as 500ms, 10s or 2m.');
  }
  return ms;
}

/** For `workers`: each has a mock of its own. */
export function parseWorkers(text: string): number {
  return wholeNumber(text, [1, 64], 'It is a whole number from 1 to 64.');
}

export function parseRetries(text: string): number {
  return wholeNumber(text, [0, 100], 'It is a whole number from 0 to 100.');
}

/** 0 to 100. */
export function parsePercent(text: string): number {
  const value = /^\d{1,3}(\.\d+)?%?$/.test(text) ? Number.parseFloat(text) : Number.NaN;
  if (!(value <= 100)) throw new InvalidArgumentError('It is a percentage from 0 to 100.');
  return value;
}

export function parsePattern(text: string): NamedPattern {
  const pattern = compilePattern(text);
  if ('error' in pattern) throw new InvalidArgumentError(`It is no regular expression (RE2): ${pattern.error}.`);
  return { text, pattern };
}

/** The URL of a service, without a slash at the end; a path in it goes before those of the requests. */
export function parseTarget(text: string): string {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (!url || !/^https?:\/\//i.test(text)) {
    throw new InvalidArgumentError('Write a URL such as http://127.0.0.1:8080 or https://api.example.org/v1.');
  }
  if (url.username !== '' || url.password !== '') {
    throw new InvalidArgumentError('Credentials do not belong into the URL: send them as a header of the suite.');
  }
  if (/[?#]/.test(text))
    throw new InvalidArgumentError('It ends with a host or a path: leave out what begins with "?" or "#".');
  return url.href.replace(/\/+$/, '');
}

/** At the first one only. */
function splitAt(text: string, separator: string): readonly [string, string?] {
  const index = text.indexOf(separator);
  return index < 0 ? [text] : [text.slice(0, index), text.slice(index + separator.length)];
}

function wholeNumber(text: string, [least, most]: readonly [number, number], mend: string): number {
  const value = /^\d{1,10}$/.test(text) ? Number(text) : Number.NaN;
  if (!(value >= least && value <= most)) throw new InvalidArgumentError(mend);
  return value;
}
