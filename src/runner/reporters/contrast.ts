/** Two values side by side: whole where they are short, else the part in which they differ. */

import { shorten } from '../../core/shorten.ts';
import { cutBefore, isInsideCharacter } from './shown-text.ts';

export interface Contrast {
  readonly expected: string;
  readonly received: string;
}

/** How much of a tree is looked at for where it differs; it may be one level a character deep, and levels cost stack. */
const LOOK = 2000;
/** Equal text that is shown before the difference. */
const LEAD = 20;

/** Each on one line of about `max` UTF-16 code units; what was left out before and behind is told by `…`. */
export function contrast(expected: unknown, received: unknown, max: number): Contrast {
  if (typeof expected === 'string' && typeof received === 'string') {
    if (expected.length <= max && received.length <= max)
      return { expected: quote(expected), received: quote(received) };
    const start = windowStart(expected, received);
    return { expected: quote(windowOf(expected, start, max)), received: quote(windowOf(received, start, max)) };
  }
  const texts = { expected: shorten(expected, LOOK), received: shorten(received, LOOK) };
  if (texts.expected.length <= max && texts.received.length <= max) return texts;
  const start = windowStart(texts.expected, texts.received);
  return { expected: windowOf(texts.expected, start, max), received: windowOf(texts.received, start, max) };
}

/** Escapes take six code units for one at most. */
function quote(text: string): string {
  return shorten(text, text.length * 6 + 2);
}

function windowStart(a: string, b: string): number {
  const first = atCharacter(a, firstDifference(a, b));
  return first > LEAD * 2 ? atCharacter(a, first - LEAD) : 0;
}

function atCharacter(text: string, index: number): number {
  return isInsideCharacter(text, index) ? index - 1 : index;
}

/** Where both go on differently; 0 when they are equal as far as they were looked at. */
function firstDifference(a: string, b: string): number {
  const end = Math.min(a.length, b.length);
  for (let index = 0; index < end; index++) if (a.charCodeAt(index) !== b.charCodeAt(index)) return index;
  return a.length === b.length ? 0 : end;
}

function windowOf(text: string, start: number, max: number): string {
  const rest = text.slice(start);
  const shown = rest.length > max ? `${cutBefore(rest, max - 1)}…` : rest;
  return start > 0 ? `…${shown}` : shown;
}
