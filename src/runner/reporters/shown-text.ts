/** Text of users and services on one line, safe and of a length that a report can bear. */

import { printableLine } from '../../core/terminal-text.ts';

const DEFAULT_MAX = 300;

/** What acts on a terminal, and line breaks, as escapes; half characters as U+FFFD; beyond `max` UTF-16 code units `…`. */
export function oneLine(text: string, max = DEFAULT_MAX): string {
  return printableLine(text.length > max ? `${cutBefore(text, max - 1)}…` : text).toWellFormed();
}

/** The first `length` code units, without half a character at the end. */
export function cutBefore(text: string, length: number): string {
  return text.slice(0, isInsideCharacter(text, length) ? length - 1 : length);
}

/** True between the two halves of a character beyond U+FFFF. */
export function isInsideCharacter(text: string, index: number): boolean {
  const next = text.charCodeAt(index);
  return next >= 0xdc00 && next <= 0xdfff;
}
