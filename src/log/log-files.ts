/** The two files of a period, `2026-11-22.log` and `2026-11-22_error.log`: which is written now, and which are too old. */

import { join } from 'node:path';
import type { OpenLogFile } from './log-file.ts';
import { periodName, type Rotate } from './period.ts';
import { sweepLogs } from './sweep.ts';
import { createWriteQueue, type WriteQueue } from './write-queue.ts';

export interface FileSettings {
  /** Absolute; undefined for no files at all. */
  readonly dir: string | undefined;
  readonly rotate: Rotate;
  /** How long a file is kept after its period; in milliseconds. */
  readonly keepMs: number;
}

/** What becomes of the files, told once each time. */
export type FileNews =
  | { readonly kind: 'failing'; readonly path: string; readonly error: unknown }
  | { readonly kind: 'well'; readonly path: string; readonly lostCount: number }
  | { readonly kind: 'slow'; readonly path: string; readonly lostCount: number }
  | { readonly kind: 'unswept'; readonly path: string; readonly error: unknown };

export interface LogFilesOptions {
  readonly open: OpenLogFile;
  readonly onNews: (news: FileNews) => void;
}

export interface LogFiles {
  /** False when there is no folder to write to. */
  isOn(): boolean;
  /** Queues a line for the file of this moment (milliseconds since the epoch). Never blocks, never throws. */
  write(time: number, line: string): void;
  /** The same for a line that is made together with others; `make` must not throw. */
  writeLater(time: number, make: () => string): void;
  writeError(time: number, line: string): void;
  update(settings: FileSettings, time: number): void;
  flush(): Promise<void>;
  /** Writes and closes; gives the number of lines that were never written. */
  close(): Promise<number>;
}

/** Opens nothing before the first `update`. */
export function createLogFiles(options: LogFilesOptions): LogFiles {
  const main = queue();
  const error = queue();
  let settings: FileSettings = { dir: undefined, rotate: 'daily', keepMs: 0 };
  let second = Number.NaN;
  let mainPath = '';
  let errorPath = '';
  let lostCount = 0;
  let sweeping: Promise<void> = Promise.resolve();

  /** Both write to one folder: the first says so when it is gone, the last says that it is back. */
  function queue(): WriteQueue {
    return createWriteQueue({
      open: options.open,
      onFailure(path, cause) {
        if (main.isFailing() && error.isFailing()) return;
        options.onNews({ kind: 'failing', path, error: cause });
      },
      onWell(path, past) {
        lostCount += past.lostCount;
        if (main.isFailing() || error.isFailing()) return;
        const news = { kind: past.wasFailing ? ('well' as const) : ('slow' as const), path, lostCount };
        lostCount = 0;
        options.onNews(news);
      },
    });
  }

  function turn(time: number): void {
    const current = Math.floor(time / 1000);
    if (current === second || settings.dir === undefined) return;
    second = current;
    const name = periodName(time, settings.rotate);
    const path = join(settings.dir, `${name}.log`);
    if (path === mainPath) return;
    mainPath = path;
    errorPath = join(settings.dir, `${name}_error.log`);
    main.open(mainPath);
    error.open(errorPath);
    sweep(time);
  }

  function sweep(now: number): void {
    const { dir, rotate, keepMs } = settings;
    if (dir === undefined) return;
    const onFailure = (path: string, cause: unknown) => options.onNews({ kind: 'unswept', path, error: cause });
    sweeping = sweeping.then(() => sweepLogs({ dir, rotate, keepMs, now, onFailure }));
  }

  return {
    isOn: () => settings.dir !== undefined,
    write(time, line) {
      if (settings.dir === undefined) return;
      turn(time);
      main.push(mainPath, line);
    },
    writeLater(time, make) {
      if (settings.dir === undefined) return;
      turn(time);
      main.pushLater(mainPath, make);
    },
    writeError(time, line) {
      if (settings.dir === undefined) return;
      turn(time);
      error.push(errorPath, line);
    },
    update(next, time) {
      settings = next;
      second = Number.NaN;
      const before = mainPath;
      turn(time);
      if (next.dir === undefined) {
        mainPath = '';
        void main.close();
        void error.close();
      } else if (mainPath === before) {
        sweep(time);
      }
    },
    async flush() {
      await Promise.all([main.flush(), error.flush(), sweeping]);
    },
    async close() {
      const [lostMain, lostError] = await Promise.all([main.close(), error.close(), sweeping]);
      return lostCount + lostMain + lostError;
    },
  };
}
