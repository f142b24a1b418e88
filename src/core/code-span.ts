/** A text as a code span of Markdown, whatever is in it. */

const MAX_LENGTH = 300;

/** On one line, and cut where it is very long; the fence is longer than any in the text (CommonMark §6.1). */
export function codeSpan(text: string): string {
  const line = text.replace(/\s+/g, ' ');
  const shown = line.length > MAX_LENGTH ? `${line.slice(0, MAX_LENGTH)}…` : line;
  const longest = Math.max(0, ...(shown.match(/`+/g) ?? []).map((fence) => fence.length));
  const fence = '`'.repeat(longest + 1);
  const isTight = shown !== '' && !shown.startsWith('`') && !shown.endsWith('`');
  return isTight ? `${fence}${shown}${fence}` : `${fence} ${shown} ${fence}`;
}
