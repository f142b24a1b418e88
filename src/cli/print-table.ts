/** Rows of text as a table: aligned for people, tab-separated for programs. */

import type { Style } from '../core/style.ts';
import { displayWidth, printableLine } from '../core/terminal-text.ts';

/** Columns two spaces apart, as wide as their widest cell, without those that are empty; the first row is the head. */
export function formatTable([head = [], ...rows]: readonly (readonly string[])[], style: Style): string {
  const isFilled = head.map((_, column) => rows.some((row) => row[column] !== ''));
  const shown = [head, ...rows].map((row) => row.filter((_, column) => isFilled[column]).map(printableLine));
  const widths: number[] = [];
  for (const row of shown) {
    for (const [column, cell] of row.entries()) widths[column] = Math.max(widths[column] ?? 0, displayWidth(cell));
  }
  return shown
    .map((row, index) => {
      const line = row.map((cell, column) => cell + ' '.repeat((widths[column] ?? 0) - displayWidth(cell)));
      const text = line.join('  ').trimEnd();
      return `${index === 0 ? style.dim(text) : text}\n`;
    })
    .join('');
}

/** One line a row, cells with a tab between them. */
export function formatTabbed(rows: readonly (readonly string[])[]): string {
  return rows.map((row) => `${row.map(printableLine).join('\t')}\n`).join('');
}
