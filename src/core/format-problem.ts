/** Problems as text: `file:line:column`, what is wrong, and the line with a caret under it. */

import { formatOrigin } from './origin.ts';
import type { Problem } from './problem.ts';

/** What wraps parts of the text in colour; plain text when absent. */
export interface ProblemStyle {
  place(text: string): string;
  error(text: string): string;
  warning(text: string): string;
  dim(text: string): string;
  hint(text: string): string;
}

const plain = (text: string): string => text;
export const PLAIN_STYLE: ProblemStyle = { place: plain, error: plain, warning: plain, dim: plain, hint: plain };

/** One problem with its code frame, without a newline at the end. */
export function formatProblem(problem: Problem, style: ProblemStyle = PLAIN_STYLE): string {
  const severity = problem.severity === 'error' ? style.error('error') : style.warning('warning');
  const lines = [
    `${style.place(formatOrigin(problem.origin))}  ${severity}  ${style.dim(problem.code)}  ${printable(problem.message)}`,
  ];
  const { excerpt, origin, hint } = problem;
  const said = hint === undefined ? '' : printable(hint);
  if (excerpt) {
    const width = Math.max(4, String(excerpt.firstLine + excerpt.lines.length - 1).length + 1);
    excerpt.lines.forEach((text, index) => {
      const number = excerpt.firstLine + index;
      lines.push(`${style.dim(`${String(number).padStart(width)} |`)} ${printable(text)}`.trimEnd());
      if (number !== origin.line) return;
      const lead = text.slice(0, origin.column - 1).replace(/[^\t]/gu, (character) => (isWide(character) ? '  ' : ' '));
      const carets = '^'.repeat(
        Math.max(1, displayWidth(text.slice(origin.column - 1, origin.column - 1 + excerpt.length))),
      );
      lines.push(
        `${' '.repeat(width)} ${style.dim('|')} ${lead}${style.error(carets)}${said && ` ${style.hint(said)}`}`,
      );
    });
  } else if (said) {
    lines.push(`       ${style.hint(said)}`);
  }
  for (const related of problem.related ?? []) {
    lines.push(`       ${style.dim(`${formatOrigin(related.origin)}  ${printable(related.message)}`)}`);
  }
  return lines.join('\n');
}

/** Characters that would move the cursor or colour the terminal are shown as escapes. */
function printable(text: string): string {
  return text.replace(
    /[\u0000-\u0008\u000b-\u001f\u007f-\u009f]/g,
    (character) => `\\x${character.charCodeAt(0).toString(16).padStart(2, '0')}`,
  );
}

function displayWidth(text: string): number {
  let width = 0;
  for (const character of text) width += isWide(character) ? 2 : 1;
  return width;
}

/** CJK and full-width characters take two columns (Unicode East Asian Width W and F, the common ranges). */
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
