/** The log of a process: winston's levels and transports before our files and console, and the access lines beside it. */

import { dirname } from 'node:path';
import { Writable } from 'node:stream';
import { createLogger, format, transports } from 'winston';
import type { LogFields, Logger, LogLevel } from '../core/logger.ts';
import { type AccessFacts, formatAccess } from './access-line.ts';
import { type ConsoleTarget, createConsoleOut } from './console-out.ts';
import { type OpenLogFile, openLogFile } from './log-file.ts';
import { createLogFiles, type FileNews, type FileSettings } from './log-files.ts';
import { formatRecord, type LogRecord } from './record-line.ts';
import { createTimestamp } from './timestamp.ts';

/** What may change while the log is in use. */
export interface LogSettings extends FileSettings {
  /** Lines below it are not written; access lines count as `info`. */
  readonly level: LogLevel;
}

export interface LogOptions extends LogSettings {
  /** Where readable lines go; undefined for nowhere. */
  readonly console: ConsoleTarget | undefined;
  /** Shows requests on the console, at most 50 lines every 100 ms; for terminals. Default: false. */
  readonly consoleAccess?: boolean;
  /** Milliseconds since the epoch. Default: Date.now. */
  readonly clock?: () => number;
  /** How a file is opened. Default: `openLogFile`. */
  readonly open?: OpenLogFile;
}

export interface Log extends Logger {
  /** One finished request. Never blocks, never throws, under a microsecond on average. */
  access(facts: AccessFacts): void;
  /** Takes effect with the next line; what was logged before goes where it would have gone. */
  update(settings: LogSettings): void;
  /** One attempt to write everything logged so far; never rejects. */
  flush(): Promise<void>;
  /** Writes everything and closes the files; what is logged afterwards is ignored. Never rejects. */
  close(): Promise<void>;
}

const LEVELS: Readonly<Record<LogLevel, number>> = { error: 0, warn: 1, info: 2, debug: 3 };

/** Starts at once: opens the files of this period and removes those that are too old. */
export function createLog(options: LogOptions): Log {
  const clock = options.clock ?? Date.now;
  const timestamp = createTimestamp();
  const out = createConsoleOut(options.console);
  const showsAccess = options.console !== undefined && options.consoleAccess === true;
  const files = createLogFiles({ open: options.open ?? openLogFile, onNews });
  let level = LEVELS[options.level];
  let isClosed = false;
  let closing: Promise<void> | undefined;

  const logger = createLogger({
    levels: { ...LEVELS },
    level: options.level,
    format: format((info) => info)(),
    transports: [
      transport((entry) => files.write(entry.time, formatRecord(entry))),
      transport((entry) => files.writeError(entry.time, formatRecord(entry)), 'error'),
      transport((entry) => out.record(entry)),
    ],
  });

  function record(at: LogLevel, sentence: string, fields?: LogFields): void {
    if (!isEnabled(at)) return;
    const time = clock();
    const entry: Entry = { time, at: timestamp(time), level: at, sentence, fields };
    logger.log({ level: at, message: sentence, entry });
  }

  function isEnabled(at: LogLevel): boolean {
    return !isClosed && LEVELS[at] <= level && (options.console !== undefined || files.isOn());
  }

  /** The state of the log itself is told on the console whatever the level, and in the files once they work. */
  function onNews(news: FileNews): void {
    if (news.kind === 'unswept') {
      record('warn', 'an old log file cannot be removed', { file: news.path, reason: reasonOf(news.error) });
    } else if (news.kind === 'failing') {
      const sentence = `log: cannot write "${news.path}"; answers go on, nothing is written until it can be`;
      tell('error', sentence, { reason: reasonOf(news.error) });
    } else if (news.kind === 'well') {
      tell('info', `log: writes to "${dirname(news.path)}" again`, lost(news.lostCount));
    } else {
      tell('warn', 'log: lines were dropped, the disk could not keep up', lost(news.lostCount));
    }
  }

  function tell(at: LogLevel, sentence: string, fields: LogFields): void {
    const time = clock();
    const entry: Entry = { time, at: timestamp(time), level: at, sentence, fields };
    out.record(entry);
    if (at !== 'error' && !isClosed) files.write(time, formatRecord(entry));
  }

  files.update(options, clock());
  return {
    error: (sentence, fields) => record('error', sentence, fields),
    warn: (sentence, fields) => record('warn', sentence, fields),
    info: (sentence, fields) => record('info', sentence, fields),
    debug: (sentence, fields) => record('debug', sentence, fields),
    isEnabled,
    access(facts) {
      if (isClosed || level < LEVELS.info) return;
      const time = clock();
      if (files.isOn()) files.writeLater(time, () => formatAccess(facts, timestamp(time)));
      if (showsAccess) out.access(facts, timestamp(time));
    },
    update(settings) {
      if (isClosed) return;
      level = LEVELS[settings.level];
      logger.level = settings.level;
      files.update(settings, clock());
    },
    async flush() {
      out.flush();
      await files.flush();
    },
    close() {
      closing ??= finish();
      return closing;
    },
  };

  async function finish(): Promise<void> {
    isClosed = true;
    logger.close();
    out.flush();
    const lostCount = await files.close();
    if (lostCount > 0) tell('warn', 'log: lines were never written', lost(lostCount));
  }
}

/** A record with the moment it belongs to. */
interface Entry extends LogRecord {
  readonly time: number;
}

function transport(write: (entry: Entry) => void, level?: LogLevel): transports.StreamTransportInstance {
  const stream = new Writable({
    objectMode: true,
    write(info: { readonly entry: Entry }, _encoding, next) {
      write(info.entry);
      next();
    },
  });
  return new transports.Stream({ stream, ...(level === undefined ? {} : { level }) });
}

function lost(count: number): LogFields {
  return { lost: count === 0 ? undefined : count };
}

/** `ENOSPC: no space left on device`, without the call and the path that Node appends. */
function reasonOf(error: unknown): string {
  const text = error instanceof Error ? error.message : String(error);
  return text.split(', ')[0] ?? text;
}
