/** One open log file: winston-daily-rotate-file makes the folders and appends; its name and its end are ours. */

import { fstat } from 'node:fs';
import { stat } from 'node:fs/promises';
import { basename, dirname } from 'node:path';
import { promisify } from 'node:util';
import DailyRotateFile from 'winston-daily-rotate-file';

export interface LogFile {
  readonly path: string;
  /** False once the file or its folder was removed, renamed or replaced. */
  isInPlace(): Promise<boolean>;
  /** Appends; rejects when not all of it could be written, and the file is of no more use then. */
  write(bytes: Buffer): Promise<void>;
  /** Never rejects. */
  close(): Promise<void>;
}

export type OpenLogFile = (path: string) => Promise<LogFile>;

/** Opens a file for appending, with the folders that it needs; rejects with the system's error. */
export async function openLogFile(path: string): Promise<LogFile> {
  const transport = new DailyRotateFile({
    dirname: dirname(path),
    filename: basename(path),
    // A frequency that it does not know leaves the name as it is: it knows no time of day and no clock but its own.
    // Without maxFiles it neither sweeps nor keeps an audit file.
    frequency: 'ours',
  });
  const stream = transport.logStream;
  const closed = new Promise<void>((resolve) => stream.once('close', resolve));
  const fd = await new Promise<number>((resolve, reject) => {
    stream.once('open', resolve);
    // Errors are told here and nowhere else. The listener stays: an error without one ends the process.
    stream.on('error', reject);
  });
  const { ino, dev } = await promisify(fstat)(fd, { bigint: true });

  return {
    path,
    async isInPlace() {
      const now = await stat(path, { bigint: true }).catch(() => undefined);
      return now?.ino === ino && now.dev === dev;
    },
    write: (bytes) =>
      new Promise((resolve, reject) => {
        stream.write(bytes, (error) => (error ? reject(error) : resolve()));
      }),
    close() {
      stream.end();
      return closed;
    },
  };
}
