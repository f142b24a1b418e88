/** The way to the console: records at once, access lines in batches that a busy server cannot drown in. */

import type { AccessFacts } from './access-line.ts';
import { formatConsoleAccess, formatConsoleRecord } from './console-line.ts';
import type { LogRecord } from './record-line.ts';

/** Where readable lines go. */
export interface ConsoleTarget {
  write(text: string): void;
  readonly colour: boolean;
}

export interface ConsoleOut {
  record(record: LogRecord): void;
  access(facts: AccessFacts, at: string): void;
  /** Writes the access lines that still wait. */
  flush(): void;
}

const BATCH_MS = 100;
/** Access lines shown of one batch; nobody reads more, and a terminal is slow. */
const MAX_LINES = 50;

/** Without a target nothing is shown. A target that throws (a closed pipe) is no reason to fail. */
export function createConsoleOut(target: ConsoleTarget | undefined): ConsoleOut {
  if (!target) return { record() {}, access() {}, flush() {} };
  let lines: string[] = [];
  let hiddenCount = 0;
  let lastAt = '';
  let timer: NodeJS.Timeout | undefined;

  function flush(): void {
    clearTimeout(timer);
    timer = undefined;
    if (hiddenCount > 0) lines.push(formatConsoleRecord(hiddenRecord(hiddenCount, lastAt), style));
    if (lines.length > 0) write(lines.join('\n'));
    lines = [];
    hiddenCount = 0;
  }

  function write(text: string): void {
    try {
      target?.write(`${text}\n`);
    } catch {
      // There is no one left to tell.
    }
  }

  const style = { colour: target.colour };
  return {
    flush,
    record(record) {
      flush();
      write(formatConsoleRecord(record, style));
    },
    access(facts, at) {
      lastAt = at;
      if (lines.length < MAX_LINES) lines.push(formatConsoleAccess(facts, at, style));
      else hiddenCount += 1;
      timer ??= setTimeout(flush, BATCH_MS).unref();
    },
  };
}

function hiddenRecord(count: number, at: string): LogRecord {
  return { at, level: 'info', sentence: 'more requests, too many to show here', fields: { count } };
}
