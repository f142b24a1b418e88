/** Text of any origin inside XML 1.0 or HTML. */

import { printable, printableLine } from '../../core/terminal-text.ts';

/** Between tags; tabs and line breaks stay. */
export function markupText(text: string): string {
  return escapeMarkup(printable(text));
}

/** Between double quotes, on one line: readers turn line breaks of attributes into spaces. */
export function markupAttribute(text: string): string {
  return escapeMarkup(printableLine(text));
}

/** `>` too: `]]>` is not allowed in text. What XML's Char leaves out beside control characters (§2.2) is replaced. */
function escapeMarkup(text: string): string {
  return text
    .toWellFormed()
    .replace(/[\ufffe\uffff]/g, '\ufffd')
    .replace(/[&<>"']/g, (character) => ENTITIES[character] ?? character);
}

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};
