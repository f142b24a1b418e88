/** Log periods: which file a moment belongs to, and when a file's period was over. */

/** When a new file begins: at midnight, every full hour, or every day at a time such as `12:00`; always local time. */
export type Rotate = 'daily' | 'hourly' | `${number}:${number}`;

/** The name of the period that holds this moment, said by the moment it began: `2026-11-22`, hourly `2026-11-22_13`. */
export function periodName(time: number, rotate: Rotate): string {
  const now = new Date(time);
  if (rotate === 'hourly') return `${dateText(now)}_${pad(now.getHours())}`;
  const [hour, minute] = turnOfDay(rotate);
  const isBeforeTurn = now.getHours() * 60 + now.getMinutes() < hour * 60 + minute;
  return dateText(isBeforeTurn ? new Date(now.getFullYear(), now.getMonth(), now.getDate() - 1) : now);
}

/**
 * The first moment after the period of this name, in milliseconds since the epoch; undefined when it names no period.
 * The name of a day does not say when that day began: it is taken to be as `rotate` has it now.
 */
export function periodEnd(name: string, rotate: Rotate): number | undefined {
  const match = /^(\d{4})-(\d{2})-(\d{2})(?:_(\d{2}))?$/.exec(name);
  if (!match) return undefined;
  const [year, month, day] = [Number(match[1]), Number(match[2]) - 1, Number(match[3])];
  const isHour = match[4] !== undefined;
  const start = new Date(year, month, day, Number(match[4] ?? 0));
  if (!isHour && dateText(start) !== name) return undefined;
  if (isHour && (Number(match[4]) > 23 || dateText(start) !== name.slice(0, 10))) return undefined;
  if (isHour) return new Date(year, month, day, Number(match[4]) + 1).getTime();
  return new Date(year, month, day + 1, ...turnOfDay(rotate)).getTime();
}

function turnOfDay(rotate: Rotate): [hour: number, minute: number] {
  const [hour, minute] = rotate.split(':').map(Number);
  return hour === undefined || minute === undefined ? [0, 0] : [hour, minute];
}

function dateText(date: Date): string {
  return `${String(date.getFullYear()).padStart(4, '0')}-${pad(date.getMonth() + 1)}-${pad(date.getDate())}`;
}

function pad(value: number): string {
  return value < 10 ? `0${value}` : `${value}`;
}
