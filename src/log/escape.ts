/** Text from outside made safe for one line of a log: no line breaks, terminal commands or reordered characters. */

/** Control characters, line separators, direction marks and halves of surrogate pairs. */
const UNSAFE = /[\p{Cc}\p{Cs}\p{Zl}\p{Zp}\p{Bidi_Control}\ufeff]/u;
const EVERY_UNSAFE = new RegExp(UNSAFE.source, 'gu');
const NO_WORD = /[\s\\\p{Cc}\p{Cs}\p{Zl}\p{Zp}\p{Bidi_Control}\ufeff]/u;
const EVERY_NO_WORD = new RegExp(NO_WORD.source, 'gu');
const NO_BARE_VALUE = /[\s\\"=\p{Cc}\p{Cs}\p{Zl}\p{Zp}\p{Bidi_Control}\ufeff]/u;
const EVERY_NO_QUOTED = /[\\"\p{Cc}\p{Cs}\p{Zl}\p{Zp}\p{Bidi_Control}\ufeff]/gu;

/** Printable ASCII without space and backslash: nearly every word, and much cheaper to see than the rest. */
const PLAIN_WORD = /^[\x21-\x5b\x5d-\x7e]*$/;

/** Prose: spaces and backslashes stay, what could break the line or fool a terminal is written as `\n`, `\x1b`, `\u202e`. */
export function escapeText(text: string): string {
  return UNSAFE.test(text) ? text.replace(EVERY_UNSAFE, escapeCharacter) : text;
}

/** One column of a line: spaces are escaped as well. Cut with `…` after `max` characters; `-` when there is nothing. */
export function escapeWord(text: string, max: number): string {
  if (text === '') return '-';
  if (text.length <= max && PLAIN_WORD.test(text)) return text;
  const shown = text.length > max ? `${text.slice(0, max)}…` : text;
  return NO_WORD.test(shown) ? shown.replace(EVERY_NO_WORD, escapeCharacter) : shown;
}

/** The value of `key=value`: bare where that is unmistakable, otherwise in quotes. Cut with `…` after `max` characters. */
export function escapeValue(text: string, max: number): string {
  const shown = text.length > max ? `${text.slice(0, max)}…` : text;
  if (shown !== '' && !NO_BARE_VALUE.test(shown)) return shown;
  return `"${shown.replace(EVERY_NO_QUOTED, escapeCharacter)}"`;
}

const SHORT: Readonly<Record<string, string>> = { '\n': '\\n', '\r': '\\r', '\t': '\\t', '\\': '\\\\', '"': '\\"' };

function escapeCharacter(character: string): string {
  const short = SHORT[character];
  if (short !== undefined) return short;
  const hex = (character.codePointAt(0) ?? 0).toString(16);
  return hex.length <= 2 ? `\\x${hex.padStart(2, '0')}` : `\\u${hex.padStart(4, '0')}`;
}
