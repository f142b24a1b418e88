/** Problems as text: `file:line:column`, what is wrong, and the line with a caret under it. */

import { formatOrigin } from './origin.ts';
import type { Problem } from './problem.ts';
import { characterWidth, displayWidth, printable } from './terminal-text.ts';

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
      const lead = text
        .slice(0, origin.column - 1)
        .replace(/[^\t]/gu, (character) => ' '.repeat(characterWidth(character)));
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
