/** Removal of old log files, by the period in their names; whatever else lies in the folder is left alone. */

import { readdir, unlink } from 'node:fs/promises';
import { join } from 'node:path';
import { periodEnd, type Rotate } from './period.ts';

export interface SweepOptions {
  readonly dir: string;
  readonly rotate: Rotate;
  /** A file is removed once its period has been over for this long: no line younger than this is lost. */
  readonly keepMs: number;
  /** Milliseconds since the epoch. */
  readonly now: number;
  /** Told of a file that is too old and cannot be removed. */
  onFailure(path: string, error: unknown): void;
}

const LOG_FILE = /^(\d{4}-\d{2}-\d{2}(?:_\d{2})?)(?:_error)?\.log$/;

/** Never rejects; a folder that is not there has no old files. */
export async function sweepLogs(options: SweepOptions): Promise<void> {
  const names = await readdir(options.dir).catch(() => []);
  await Promise.all(names.filter((name) => isTooOld(name, options)).map((name) => remove(name, options)));
}

function isTooOld(name: string, options: SweepOptions): boolean {
  const period = LOG_FILE.exec(name)?.[1];
  const end = period === undefined ? undefined : periodEnd(period, options.rotate);
  return end !== undefined && end + options.keepMs <= options.now;
}

async function remove(name: string, options: SweepOptions): Promise<void> {
  const path = join(options.dir, name);
  await unlink(path).catch((error: NodeJS.ErrnoException) => {
    // Another process that writes here sweeps too.
    if (error.code !== 'ENOENT') options.onFailure(path, error);
  });
}
