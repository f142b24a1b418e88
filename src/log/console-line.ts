/** Log lines for people at a terminal: short, aligned, coloured when asked. */

import type { LogLevel } from '../core/logger.ts';
import { type AccessFacts, formatMs } from './access-line.ts';
import { escapeText, escapeWord } from './escape.ts';
import { formatFields, type LogRecord } from './record-line.ts';

export interface ConsoleStyle {
  readonly colour: boolean;
}

const MAX_VALUE = 1000;
const MAX_TARGET = 200;
const MAX_STACK_LINES = 30;

const RED = 31;
const GREEN = 32;
const YELLOW = 33;
const CYAN = 36;
const DIM = 2;

const LEVEL_COLOURS: Readonly<Record<LogLevel, number>> = { error: RED, warn: YELLOW, info: CYAN, debug: DIM };

/**
 * `12:01:02 info  the sentence  key=value`, without the last line break.
 * A value of several lines (a stack) follows below, indented, so that it cannot pass for a record.
 */
export function formatConsoleRecord(record: LogRecord, style: ConsoleStyle): string {
  const long = Object.entries(record.fields ?? {}).filter(([, value]) => isLong(value));
  const short = Object.fromEntries(Object.entries(record.fields ?? {}).filter(([, value]) => !isLong(value)));
  const head = `${clockText(record.at, style)} ${paint(LEVEL_COLOURS[record.level], record.level.padEnd(5), style)}`;
  const fields = formatFields(short, MAX_VALUE);
  const line = `${head} ${escapeText(record.sentence)}${fields === '' ? '' : `  ${paint(DIM, fields, style)}`}`;
  return [line, ...long.flatMap(([, value]) => indent(String(value)).map((text) => paint(DIM, text, style)))].join(
    '\n',
  );
}

/** `12:01:02 200   GET /goods/1?name=pen  1.2 ms  goods.yaml:12`, without a line break. */
export function formatConsoleAccess(facts: AccessFacts, at: string, style: ConsoleStyle): string {
  const status = paint(statusColour(facts.status), String(facts.status).padEnd(5), style);
  const request = `${escapeWord(facts.method, MAX_TARGET)} ${escapeWord(facts.target, MAX_TARGET)}`;
  const rest = `${formatMs(facts.ms)} ms${facts.route === undefined ? '' : `  ${escapeText(facts.route)}`}`;
  return `${clockText(at, style)} ${status} ${request}  ${paint(DIM, rest, style)}`;
}

function isLong(value: unknown): boolean {
  return typeof value === 'string' && value.includes('\n');
}

function indent(text: string): string[] {
  const lines = text.split('\n');
  const shown = lines.slice(0, MAX_STACK_LINES).map((line) => `    ${escapeText(line.trim().slice(0, MAX_VALUE))}`);
  return lines.length > MAX_STACK_LINES ? [...shown, `    … ${lines.length - MAX_STACK_LINES} more lines`] : shown;
}

function clockText(at: string, style: ConsoleStyle): string {
  return paint(DIM, at.slice(11, 19), style);
}

function statusColour(status: number): number {
  if (status >= 1000) return CLEAN_CLOSES.has(status) ? GREEN : YELLOW;
  if (status >= 500) return RED;
  if (status >= 400) return YELLOW;
  return status >= 300 ? CYAN : GREEN;
}

/** Close codes of channels that say nothing of trouble (RFC 6455 §7.4.1). */
const CLEAN_CLOSES = new Set([1000, 1001, 1005]);

function paint(colour: number, text: string, style: ConsoleStyle): string {
  return style.colour ? `\u001b[${colour}m${text}\u001b[0m` : text;
}
