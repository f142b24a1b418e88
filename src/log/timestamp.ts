/** The time at the head of a log line: local, ISO 8601 with its offset, the second worked out only once. */

/**
 * Gives a function from milliseconds since the epoch to `2026-11-22T12:01:02.345+01:00`.
 * The `HH:MM:SS` of a console line is characters 11 to 19 of it.
 */
export function createTimestamp(): (time: number) => string {
  let second = Number.NaN;
  let upToSecond = '';
  let offset = '';
  return (time) => {
    const current = Math.floor(time / 1000);
    if (current !== second) {
      second = current;
      const date = new Date(current * 1000);
      const ahead = -date.getTimezoneOffset();
      // The UTC fields of a moment moved by the offset are the local fields of the moment.
      upToSecond = new Date(current * 1000 + ahead * 60_000).toISOString().slice(0, -4);
      offset = offsetText(ahead);
    }
    const ms = Math.floor(time - current * 1000);
    return `${upToSecond}${ms < 10 ? '00' : ms < 100 ? '0' : ''}${ms}${offset}`;
  };
}

function offsetText(minutes: number): string {
  const size = Math.abs(minutes);
  const clock = [Math.floor(size / 60), Math.floor(size % 60)].map((part) => String(part).padStart(2, '0')).join(':');
  return `${minutes < 0 ? '-' : '+'}${clock}`;
}
