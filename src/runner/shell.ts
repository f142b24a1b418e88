/** Words of a POSIX shell, each on one line. */

/** The text as one word: bare where nothing in it means anything to a shell, else in single quotes. */
export function shellWord(text: string): string {
  return /^[\w@%+:,./-]+$/.test(text) ? text : shellQuote(text);
}

/** In single quotes; the text has no line breaks. */
export function shellQuote(text: string): string {
  return `'${text.replaceAll("'", `'\\''`)}'`;
}

/** A `printf` that writes exactly these bytes, whatever they are. */
export function shellPrintf(bytes: Buffer): string {
  let format = '';
  for (const byte of bytes) format += printfByte(byte);
  return `printf ${shellQuote(format)}`;
}

function printfByte(byte: number): string {
  if (byte === 0x0a) return '\\n';
  if (byte === 0x0d) return '\\r';
  if (byte === 0x09) return '\\t';
  if (byte === 0x5c) return '\\\\';
  if (byte === 0x25) return '%%';
  if (byte >= 0x20 && byte < 0x7f) return String.fromCharCode(byte);
  // Three digits always: what follows may be a digit.
  return `\\${byte.toString(8).padStart(3, '0')}`;
}
