/** Results as the failure of a test shows them. */

import { printable, printableLine } from '../../core/terminal-text.ts';
import type { CheckResult, CloseRequest } from './check.ts';

/**
 * Those that are not met, each with its closest requests; `''` where all are met. Lines end with `\n` but for the last.
 * `asked` is what they were asked by.
 */
export function formatResults(results: readonly CheckResult[], asked = 'verify'): string {
  return results
    .filter(({ isMet }) => !isMet)
    .flatMap(({ message, closest }) => [`${asked}: ${printable(message)}`, ...closest.flatMap(closeLines)])
    .join('\n');
}

function closeLines({ number, method, target, at, differences }: CloseRequest): readonly string[] {
  const place = at === null ? '' : ` (${at})`;
  return [
    `  closest: #${number} ${method} ${printableLine(target)}${place}`,
    ...differences.map((line) => `    ${printableLine(line)}`),
  ];
}
