/** Any value on one line, cut to a length that a message can bear. */

const DEFAULT_MAX = 80;
/** What JSON leaves as it is and a terminal may act on or show in another order. */
const UNSAFE = /[\u007f-\u009f\u2028\u2029\u200e\u200f\u202a-\u202e\u2066-\u2069]/g;

/**
 * JSON-like text of a value (`{"a": 1, "b": [1, 2]}`) of at most `max` UTF-16 code units; what was cut off is told by `…`.
 * Of bytes it tells how many they are (`5 bytes`).
 * Costs about `max` steps, however large, deep or cyclic the value is. Absent (`undefined`) is `nothing`.
 */
export function shorten(value: unknown, max = DEFAULT_MAX): string {
  if (typeof value === 'string') return shortenString(value, max);
  const line: Line = { text: '', max };
  write(value, line);
  return line.text.length > max ? `${cut(line.text, max - 1)}…` : line.text;
}

interface Line {
  text: string;
  readonly max: number;
}

/** Keeps the closing quote, so that it is seen that the text goes on and the string does not. */
function shortenString(value: string, max: number): string {
  const quoted = quote(value, max);
  return quoted.length > max ? `${cut(quoted, max - 2)}…"` : quoted;
}

function write(value: unknown, line: Line): void {
  if (line.text.length > line.max) return;
  if (typeof value === 'string') line.text += quote(value, line.max);
  else if (value === undefined) line.text += 'nothing';
  else if (value instanceof Date) line.text += Number.isNaN(value.getTime()) ? 'no time' : value.toISOString();
  else if (value instanceof Uint8Array) line.text += `${value.length} ${value.length === 1 ? 'byte' : 'bytes'}`;
  else if (Array.isArray(value)) writeList(value, line);
  else if (typeof value === 'object' && value !== null) writeMap(value, line);
  else line.text += typeof value === 'function' ? 'a function' : String(value);
}

function writeList(list: readonly unknown[], line: Line): void {
  line.text += '[';
  for (let index = 0; index < list.length; index++) {
    if (line.text.length > line.max) return;
    if (index > 0) line.text += ', ';
    write(list[index], line);
  }
  line.text += ']';
}

function writeMap(map: object, line: Line): void {
  line.text += '{';
  let isFirst = true;
  for (const key in map) {
    if (line.text.length > line.max) return;
    if (!Object.hasOwn(map, key)) continue;
    line.text += `${isFirst ? '' : ', '}${quote(key, line.max)}: `;
    isFirst = false;
    write((map as { readonly [key: string]: unknown })[key], line);
  }
  line.text += '}';
}

/** One unit more than is shown is enough to see that something was cut off. */
function quote(text: string, max: number): string {
  return JSON.stringify(text.length > max ? text.slice(0, max + 1) : text).replace(
    UNSAFE,
    (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}

/** Never between the two halves of a character beyond U+FFFF. */
function cut(text: string, length: number): string {
  const last = text.charCodeAt(length - 1);
  return text.slice(0, last >= 0xd800 && last <= 0xdbff ? length - 1 : length);
}
