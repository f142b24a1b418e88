/** Sizes as people write them: `64KB`, `2MB`; 1KB is 1024 bytes. */

const UNITS: Readonly<Record<string, number>> = { B: 1, KB: 1024, MB: 1024 ** 2, GB: 1024 ** 3 };

/** The pattern that `parseSize` accepts, for schemas. */
export const SIZE_PATTERN = '^\\d+(\\.\\d+)?(B|KB|MB|GB)$';

/** Whole bytes, or undefined when the text is no size. */
export function parseSize(text: string): number | undefined {
  const match = /^(\d+(?:\.\d+)?)(B|KB|MB|GB)$/.exec(text);
  const unit = UNITS[match?.[2] ?? ''];
  if (!match || unit === undefined) return undefined;
  const bytes = Math.round(Number(match[1]) * unit);
  return Number.isSafeInteger(bytes) ? bytes : undefined;
}

/** In the largest unit of which there is one, rounded to one decimal: 1536 is `1.5KB`, 1234 is `1.2KB`. */
export function formatSize(bytes: number): string {
  for (const unit of ['GB', 'MB', 'KB']) {
    const size = UNITS[unit] ?? 1;
    // What rounds up to 1024 of the smaller unit is one of this.
    if (bytes >= size - size / 1024 / 20) return `${Math.round((bytes / size) * 10) / 10}${unit}`;
  }
  return `${bytes}B`;
}
