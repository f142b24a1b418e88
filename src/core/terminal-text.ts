/** Text for a terminal: how wide it is, and what in it must not reach the terminal as it is. */

/** Characters that would move the cursor or colour the terminal are shown as escapes; tabs and line breaks stay. */
export function printable(text: string): string {
  return text.replace(
    /[\u0000-\u0008\u000b-\u001f\u007f-\u009f]/g,
    (character) => `\\x${character.charCodeAt(0).toString(16).padStart(2, '0')}`,
  );
}

/** The same on one line: tabs and line breaks are shown as escapes too. */
export function printableLine(text: string): string {
  return printable(text).replace(/[\t\n]/g, (character) => (character === '\t' ? '\\t' : '\\n'));
}

/** Columns that a text takes. */
export function displayWidth(text: string): number {
  let width = 0;
  for (const character of text) width += characterWidth(character);
  return width;
}

/** 0 for what is drawn over the character before it, 2 for CJK and full-width ones, else 1. */
export function characterWidth(character: string): 0 | 1 | 2 {
  if (isWide(character)) return 2;
  return /\p{M}|[\u200b-\u200d]/u.test(character) ? 0 : 1;
}

/** Unicode East Asian Width W and F, the common ranges. */
function isWide(character: string): boolean {
  const code = character.codePointAt(0) ?? 0;
  return (
    (code >= 0x1100 && code <= 0x115f) ||
    (code >= 0x2e80 && code <= 0xa4cf) ||
    (code >= 0xac00 && code <= 0xd7a3) ||
    (code >= 0xf900 && code <= 0xfaff) ||
    (code >= 0xfe30 && code <= 0xfe6f) ||
    (code >= 0xff00 && code <= 0xff60) ||
    (code >= 0xffe0 && code <= 0xffe6) ||
    (code >= 0x1f300 && code <= 0x1faff)
  );
}
