/** Words of a POSIX shell, each on one line. */

import { isUtf8 } from 'node:buffer';

/** What cannot stand in a line, or is not to be seen in one. */
const UNSHOWN = /[\u0000-\u001f\u007f-\u009f\u2028\u2029\u200e\u200f\u202a-\u202e\u2066-\u2069\ud800-\udfff]/u;

/** True of a text that can be shown as it is. */
export function isPlain(text: string): boolean {
  return !UNSHOWN.test(text);
}

/** The text as one word, in quotes. Line breaks at its end are lost: `$( )` drops them. */
export function shellWord(text: string): string {
  return isPlain(text) ? quote(text) : `"$(${shellPrintf(Buffer.from(text, 'utf8'))})"`;
}

/** A `printf` that writes exactly these bytes, whatever they are. */
export function shellPrintf(bytes: Buffer): string {
  // As Latin-1 each byte is a character of its own.
  const encoding = isUtf8(bytes) ? 'utf8' : 'latin1';
  let format = '';
  for (const character of bytes.toString(encoding)) format += NAMED[character] ?? octal(character, encoding);
  // What begins with a hyphen would be an option.
  return `printf ${quote(format.replace(/^-/, '\\055'))}`;
}

function quote(text: string): string {
  return `'${text.replaceAll("'", `'\\''`)}'`;
}

const NAMED: Readonly<Record<string, string>> = {
  '\n': '\\n',
  '\r': '\\r',
  '\t': '\\t',
  '\\': '\\\\',
  '%': '%%',
  // In double quotes a shell that talks to somebody takes it for a word of its history.
  '!': '\\041',
};

function octal(character: string, encoding: 'utf8' | 'latin1'): string {
  if (isPlain(character) && (encoding === 'utf8' || character < '\u007f')) return character;
  let digits = '';
  // Three digits always: what follows may be a digit.
  for (const byte of Buffer.from(character, encoding)) digits += `\\${byte.toString(8).padStart(3, '0')}`;
  return digits;
}
