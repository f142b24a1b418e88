/** Figures in columns. */

import type { Estimate, Spread } from './statistics.ts';

/** `0.91 (0.89–0.92)`: the median, and the middle half of the rounds. */
export function printSpread({ median: middle, low, high }: Spread): string {
  return `${middle.toFixed(3)} (${low.toFixed(3)}–${high.toFixed(3)})`;
}

/** `1.021 ± 0.004`. */
export function printEstimate({ mean, error }: Estimate): string {
  return `${mean.toFixed(3)} ± ${error.toFixed(3)}`;
}

/** The first column to the left, the others to the right. */
export function printTable(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const widths = head.map((title, column) => Math.max(title.length, ...rows.map((row) => row[column]?.length ?? 0)));
  return [head, ...rows]
    .map((row) =>
      row.map((cell, column) => (column === 0 ? cell.padEnd(widths[0] ?? 0) : cell.padStart(widths[column] ?? 0))),
    )
    .map((cells) => `  ${cells.join('   ')}`)
    .join('\n');
}
