/** Time zones: what the clocks of a place show at a moment. */

import { Failure } from '../failure.ts';

const FIXED = /^([+-])(\d{2}):(\d{2})$/;
const MAX_CACHED = 600;
const formats = new Map<string, Intl.DateTimeFormat>();

/** Minutes by which a zone is ahead of UTC; `UTC`, `+08:00` or an IANA name such as `Asia/Shanghai`. */
export function zoneOffset(time: Date, zone: string): number {
  if (zone === 'UTC' || zone === 'Z' || zone === '') return 0;
  const fixed = FIXED.exec(zone);
  if (fixed) return (fixed[1] === '-' ? -1 : 1) * (Number(fixed[2]) * 60 + Number(fixed[3]));
  const shown = formatOf(zone)
    .formatToParts(time)
    .find((part) => part.type === 'timeZoneName')?.value;
  const parts = /GMT([+-])(\d{2}):(\d{2})/.exec(shown ?? '');
  return parts ? (parts[1] === '-' ? -1 : 1) * (Number(parts[2]) * 60 + Number(parts[3])) : 0;
}

/** A Date whose UTC fields are what the zone's clocks show. */
export function shiftToZone(time: Date, zone: string): Date {
  return new Date(time.getTime() + zoneOffset(time, zone) * 60_000);
}

/** `Z` for UTC, else `+08:00`. */
export function offsetText(minutes: number): string {
  if (minutes === 0) return 'Z';
  const size = Math.abs(minutes);
  return `${minutes < 0 ? '-' : '+'}${pad(Math.floor(size / 60))}:${pad(size % 60)}`;
}

function formatOf(zone: string): Intl.DateTimeFormat {
  const known = formats.get(zone);
  if (known) return known;
  try {
    const format = new Intl.DateTimeFormat('en-US', { timeZone: zone, timeZoneName: 'longOffset' });
    if (formats.size >= MAX_CACHED) formats.clear();
    formats.set(zone, format);
    return format;
  } catch {
    throw new Failure(`there is no time zone "${zone}"`, { hint: 'write UTC, +08:00 or a name like Asia/Shanghai' });
  }
}

function pad(value: number): string {
  return String(value).padStart(2, '0');
}
