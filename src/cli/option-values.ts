/** Values of options as people type them; what is not one is refused in words that go behind commander's own. */

import { InvalidArgumentError } from 'commander';
import { isFakeLocale } from '../expression/index.ts';

/** A port from 0 to 65535; 0 takes any free one. */
export function parsePort(text: string): number {
  return wholeNumber(text, 65_535, 'A port is a number from 0 to 65535; 0 takes any free one.');
}

/** What a seed of `mockapi.yaml` may be. */
export function parseSeed(text: string): number {
  return wholeNumber(text, 4_294_967_295, 'A seed is a whole number from 0 to 4294967295.');
}

/** A language that invented data is there for. */
export function parseLocale(text: string): string {
  if (!isFakeLocale(text))
    throw new InvalidArgumentError('There is no such locale; write for example en, de or zh_CN.');
  return text;
}

/** For paths and names, which an empty variable in a script would leave empty. */
export function parseText(text: string): string {
  if (text.trim() === '') throw new InvalidArgumentError('It is empty.');
  return text;
}

/** Collects an option that may be given several times. */
export function collect(text: string, before: readonly string[] | undefined): readonly string[] {
  return [...(before ?? []), text];
}

function wholeNumber(text: string, most: number, mend: string): number {
  const value = /^\d{1,10}$/.test(text) ? Number(text) : Number.NaN;
  if (!(value <= most)) throw new InvalidArgumentError(mend);
  return value;
}
