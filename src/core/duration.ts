/** Durations as people write them: `200ms`, `5s`, `1.5m`, `2h`, `5d`. */

const UNITS: Readonly<Record<string, number>> = { ms: 1, s: 1000, m: 60_000, h: 3_600_000, d: 86_400_000 };

/** The pattern that `parseDuration` accepts, for schemas. */
export const DURATION_PATTERN = '^\\d+(\\.\\d+)?(ms|s|m|h|d)$';

/** What a timer takes (2³¹ ms, 24 days): a longer one would end at once. */
export const MAX_TIMER_MS = 2_147_483_647;

/** Milliseconds, to the microsecond, or undefined when the text is no duration. */
export function parseDuration(text: string): number | undefined {
  const match = /^(\d+(?:\.\d+)?)(ms|s|m|h|d)$/.exec(text);
  const unit = UNITS[match?.[2] ?? ''];
  if (!match || unit === undefined) return undefined;
  const microseconds = Math.round(Number(match[1]) * unit * 1000);
  return Number.isSafeInteger(microseconds) ? microseconds / 1000 : undefined;
}

/** In the largest unit that says it exactly with at most one decimal: 1500 is `1.5s`, 60000 is `1m`, 1234 is `1234ms`. */
export function formatDuration(ms: number): string {
  for (const unit of ['d', 'h', 'm', 's']) {
    const size = UNITS[unit] ?? 1;
    const tenths = Math.round((ms / size) * 10);
    if (ms >= size && tenths * size === ms * 10) return `${tenths / 10}${unit}`;
  }
  return `${ms}ms`;
}
