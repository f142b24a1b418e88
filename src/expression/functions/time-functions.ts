/** Functions of times and durations. */

import { Failure } from '../failure.ts';
import { validTime } from '../operators.ts';
import type { Constant } from '../term.ts';
import { Duration, typeOf } from '../values.ts';
import type { Call, FunctionSpec, Parameter } from './function-spec.ts';
import { offsetText, shiftToZone, zoneOffset } from './zone.ts';

const ZONE: Parameter = { name: 'zone', types: ['text'], isOptional: true };

export const TIME_FUNCTIONS: readonly FunctionSpec[] = [
  {
    name: 'now',
    form: 'function',
    parameters: [],
    returns: 'time',
    summary: 'the moment the request came in; leaves as ISO 8601',
    example: 'now()',
    varies: true,
    call: (_args, runtime) => new Date(runtime.now),
  },
  {
    name: 'format',
    form: 'both',
    parameters: [{ name: 'time', types: ['time', 'text', 'number'] }, { name: 'pattern', types: ['text'] }, ZONE],
    returns: 'text',
    summary:
      'a time (also ISO 8601 text, or milliseconds since 1970) as YYYY MM DD HH mm ss SSS Z say, [text] as it is; in UTC unless a zone (+08:00, Asia/Shanghai) is given',
    example: 'format(timestamp("2026-11-22T08:30:00Z"), "YYYY-MM-DD HH:mm", "+08:00")',
    result: '"2026-11-22 16:30"',
    prepare: prepareFormat,
    call: ([time, pattern, zone]) => compileFormat(String(pattern))(momentOf(time), String(zone ?? 'UTC')),
  },
  {
    name: 'timestamp',
    form: 'function',
    parameters: [{ name: 'x', types: ['text', 'number', 'time'] }],
    returns: 'time',
    summary: 'the time that an ISO 8601 text (in UTC unless it names an offset) or seconds since 1970 say',
    example: 'timestamp("2026-11-22T08:30:00Z") + duration("1h")',
    result: '"2026-11-22T09:30:00.000Z"',
    call: ([value]) => (typeof value === 'number' ? validTime(value * 1000) : momentOf(value)),
  },
  {
    name: 'duration',
    form: 'function',
    parameters: [{ name: 'text', types: ['text', 'duration'] }],
    returns: 'duration',
    summary: 'a span of time, to be added to a time: 90s, 1h30m, 5d; leaves as its seconds',
    example: 'duration("1h30m")',
    result: '"5400s"',
    call: ([value]) => (value instanceof Duration ? value : new Duration(parseSpan(String(value)))),
  },
  getter('getFullYear', (time) => time.getUTCFullYear(), { summary: 'the year', result: '2026' }),
  getter('getMonth', (time) => time.getUTCMonth(), { summary: 'the month, January being 0', result: '10' }),
  getter('getDate', (time) => time.getUTCDate(), { summary: 'the day of the month, from 1', result: '22' }),
  getter('getDayOfMonth', (time) => time.getUTCDate() - 1, { summary: 'the day of the month, from 0', result: '21' }),
  getter('getDayOfWeek', (time) => time.getUTCDay(), { summary: 'the day of the week, Sunday being 0', result: '0' }),
  getter('getDayOfYear', (time) => Math.floor((time.getTime() - Date.UTC(time.getUTCFullYear(), 0, 1)) / DAY_MS), {
    summary: 'the day of the year, from 0',
    result: '325',
  }),
  getter('getHours', (time) => time.getUTCHours(), {
    summary: 'the hour of a time; of a duration all its hours',
    result: '8',
    unitMs: 3_600_000,
  }),
  getter('getMinutes', (time) => time.getUTCMinutes(), {
    summary: 'the minute of a time; of a duration all its minutes',
    result: '30',
    unitMs: 60_000,
  }),
  getter('getSeconds', (time) => time.getUTCSeconds(), {
    summary: 'the second of a time; of a duration all its seconds',
    result: '15',
    unitMs: 1000,
  }),
  getter('getMilliseconds', (time) => time.getUTCMilliseconds(), {
    summary: 'the milliseconds of a time; of a duration all of them',
    result: '0',
    unitMs: 1,
  }),
];

const DAY_MS = 86_400_000;

interface GetterOptions {
  readonly summary: string;
  readonly result: string;
  /** What a duration is counted in; absent where durations have no such part. */
  readonly unitMs?: number;
}

function getter(name: string, read: (time: Date) => number, { summary, result, unitMs }: GetterOptions): FunctionSpec {
  return {
    name,
    form: 'method',
    parameters: [{ name: 'time', types: unitMs === undefined ? ['time'] : ['time', 'duration'] }, ZONE],
    returns: 'number',
    summary,
    example: `timestamp("2026-11-22T08:30:15Z").${name}()`,
    result,
    call: ([value, zone]) =>
      value instanceof Duration
        ? Math.trunc(value.ms / (unitMs ?? 1))
        : read(shiftToZone(value as Date, String(zone ?? 'UTC'))),
  };
}

const ISO = /^(\d{4})-(\d{2})-(\d{2})(?:[Tt ](\d{2}):(\d{2})(?::(\d{2})(?:\.(\d{1,9}))?)?([Zz]|[+-]\d{2}:?\d{2})?)?$/;

/** A time as it is, ISO 8601 text, or milliseconds since the epoch. */
function momentOf(value: unknown): Date {
  if (value instanceof Date) return value;
  if (typeof value === 'number') return validTime(value);
  const text = String(value);
  const parts = ISO.exec(text);
  const [, year, month, day, hour = '0', minute = '0', second = '0', fraction = '', zone = 'Z'] = parts ?? [];
  const local = new Date(
    Date.UTC(
      Number(year),
      Number(month) - 1,
      Number(day),
      Number(hour),
      Number(minute),
      Number(second),
      Number(fraction.padEnd(3, '0').slice(0, 3)),
    ),
  );
  const isReal = local.getUTCMonth() === Number(month) - 1 && local.getUTCDate() === Number(day);
  const isClock = Number(hour) < 24 && Number(minute) < 60 && Number(second) < 60;
  if (!parts || !isReal || !isClock) {
    throw new Failure(`"${text}" is no time`, { hint: 'a time is written 2026-11-22T08:30:00Z' });
  }
  const offset = /^z$/i.test(zone) ? 0 : zoneOffset(local, zone.replace(/^(...):?/, '$1:'));
  return new Date(local.getTime() - offset * 60_000);
}

const SPAN_UNITS: Readonly<Record<string, number>> = {
  d: DAY_MS,
  h: 3_600_000,
  m: 60_000,
  s: 1000,
  ms: 1,
  us: 0.001,
  µs: 0.001,
  ns: 0.000001,
};
const SPAN = /^[+-]?(?:\d+(?:\.\d+)?(?:d|h|ms|m|s|us|µs|ns))+$/;
const SPAN_PART = /(\d+(?:\.\d+)?)(d|h|ms|m|s|us|µs|ns)/g;

function parseSpan(text: string): number {
  if (!SPAN.test(text)) {
    throw new Failure(`"${text}" is no duration`, { hint: 'a duration is written 200ms, 90s, 1h30m or 5d' });
  }
  let ms = 0;
  for (const [, amount, unit = ''] of text.matchAll(SPAN_PART)) ms += Number(amount) * (SPAN_UNITS[unit] ?? 0);
  return text.startsWith('-') ? -ms : ms;
}

type Format = (time: Date, zone: string) => string;
type FormatPart = string | ((shown: Date, offset: number) => string);

const TOKENS: Readonly<Record<string, (shown: Date, offset: number) => string>> = {
  YYYY: (shown) => String(shown.getUTCFullYear()).padStart(4, '0'),
  MM: (shown) => pad(shown.getUTCMonth() + 1),
  DD: (shown) => pad(shown.getUTCDate()),
  HH: (shown) => pad(shown.getUTCHours()),
  mm: (shown) => pad(shown.getUTCMinutes()),
  ss: (shown) => pad(shown.getUTCSeconds()),
  SSS: (shown) => String(shown.getUTCMilliseconds()).padStart(3, '0'),
  Z: (_shown, offset) => offsetText(offset),
};
const FORMAT_PART = /\[([^\]]*)\]|[A-Za-z]+|[^A-Za-z[]+|\[/g;
const TOKEN = /YYYY|MM|DD|HH|mm|SSS|ss|Z|T/g;

/** `T` stands for itself; other letters that are no token are refused, so that `yyyy` is not answered as it is. */
function compileFormat(pattern: string): Format {
  const parts: FormatPart[] = [];
  for (const [text, literal] of pattern.matchAll(FORMAT_PART)) {
    if (literal !== undefined) parts.push(literal);
    else if (!/^[A-Za-z]/.test(text)) parts.push(text);
    else if (text.replace(TOKEN, '') === '') {
      for (const [token] of text.matchAll(TOKEN)) parts.push(TOKENS[token] ?? token);
    } else {
      throw new Failure(`"${text}" is no part of a time`, {
        code: 'wrong-arguments',
        argument: 1,
        hint: 'parts are YYYY MM DD HH mm ss SSS Z; other words go in [brackets]',
      });
    }
  }
  return (time, zone) => {
    const offset = zoneOffset(time, zone);
    const shown = new Date(time.getTime() + offset * 60_000);
    let text = '';
    for (const part of parts) text += typeof part === 'string' ? part : part(shown, offset);
    return text;
  };
}

function prepareFormat([, pattern, zone]: readonly (Constant | undefined)[]): Call | undefined {
  if (typeof zone?.value === 'string') zoneOffset(new Date(0), zone.value);
  if (typeof pattern?.value !== 'string') return undefined;
  const format = compileFormat(pattern.value);
  return ([time, , given]) => format(momentOf(time), typeOf(given) === 'text' ? String(given) : 'UTC');
}

function pad(value: number): string {
  return String(value).padStart(2, '0');
}
