/** A log record as one line of a file. */

import type { LogFields, LogLevel } from '../core/logger.ts';
import { escapeText, escapeValue } from './escape.ts';

export interface LogRecord {
  /** As made by `createTimestamp`. */
  readonly at: string;
  readonly level: LogLevel;
  readonly sentence: string;
  readonly fields: LogFields | undefined;
}

/** Longest value that a file shows, in characters: a stack fits, a request body does not. */
const MAX_VALUE = 8000;

/** `2026-11-22T12:01:02.345+01:00 info   the sentence  key=value key="two words"`, without a line break. */
export function formatRecord(record: LogRecord): string {
  const fields = formatFields(record.fields, MAX_VALUE);
  const line = `${record.at} ${record.level.padEnd(6)} ${escapeText(record.sentence)}`;
  return fields === '' ? line : `${line}  ${fields}`;
}

/** `key=value key="two words"`; fields that are undefined are left out. */
export function formatFields(fields: LogFields | undefined, maxValue: number): string {
  const parts: string[] = [];
  for (const [key, value] of Object.entries(fields ?? {})) {
    if (value !== undefined) parts.push(`${key}=${escapeValue(String(value), maxValue)}`);
  }
  return parts.join(' ');
}
