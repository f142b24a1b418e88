/** Problems as annotations of a GitHub workflow: workflow commands, one a line. */

import type { Problem } from '../core/problem.ts';

/** `::error file=a.yaml,line=1,col=2,title=unknown-key::the message`, without a line break. */
export function githubAnnotation(problem: Problem): string {
  const { severity, code, message, hint, origin } = problem;
  const properties = [
    ['file', origin.file.replaceAll('\\', '/')],
    ['line', String(origin.line)],
    ['col', String(origin.column)],
    ['title', code],
  ].map(([name, value]) => `${name}=${escapeProperty(value ?? '')}`);
  const related = (problem.related ?? []).map((item) => `${item.message}: ${item.origin.file}:${item.origin.line}`);
  const text = [message, ...(hint === undefined ? [] : [hint]), ...related].join('\n');
  return `::${severity} ${properties.join(',')}::${escapeData(text)}`;
}

/** What GitHub's own toolkit escapes in a command's text. */
function escapeData(text: string): string {
  return text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
}

/** And in its properties. */
function escapeProperty(text: string): string {
  return escapeData(text).replaceAll(':', '%3A').replaceAll(',', '%2C');
}
