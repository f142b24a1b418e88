/** Problems as annotations of a GitHub workflow: workflow commands, one a line. */

import { githubCommand } from '../core/github-command.ts';
import type { Problem } from '../core/problem.ts';

/** `::error file=a.yaml,line=1,col=2,title=unknown-key::the message`, without a line break. */
export function githubAnnotation({ severity, code, message, hint, origin, related = [] }: Problem): string {
  const places = related.map((item) => `${item.message}: ${item.origin.file}:${item.origin.line}`);
  const text = [message, ...(hint === undefined ? [] : [hint]), ...places].join('\n');
  return githubCommand({ severity, file: origin.file, line: origin.line, column: origin.column, title: code, text });
}
