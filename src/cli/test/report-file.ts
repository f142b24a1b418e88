/** The file of a report, or of whatever a command is to write: it appears whole at the end of the run or not at all. */

import { accessSync, constants, mkdirSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { CommandFailure, systemReason } from '../command-failure.ts';
import { EXIT } from '../exit-code.ts';

export interface ReportFile {
  /** Throws CommandFailure when it cannot. */
  write(text: string): void;
}

/**
 * Makes its folder, and takes away what an earlier run left there: nobody must take it for this one's. Throws
 * CommandFailure where it is plain already that it cannot be written.
 */
export function openReportFile(file: string, cwd: string, what = 'report'): ReportFile {
  const path = resolve(cwd, file);
  const attempt = (work: () => void): void => {
    try {
      work();
    } catch (error) {
      throw new CommandFailure(EXIT.blocked, `the ${what} "${file}" cannot be written: ${reasonOf(error)}`);
    }
  };
  attempt(() => {
    makeFolder(dirname(path));
    accessSync(dirname(path), constants.W_OK);
    // What is no file, such as /dev/stderr, is written to as it is.
    if (isOrdinary(path)) rmSync(path, { force: true });
  });
  return {
    write(text) {
      attempt(() => (isOrdinary(path) ? writeWhole(path, text) : writeFileSync(path, text)));
    },
  };
}

/** Level by level: asked for all at once, Node tries for ever where a file system takes no folders, such as /proc. */
function makeFolder(path: string): void {
  if (statSync(path, { throwIfNoEntry: false })?.isDirectory()) return;
  makeFolder(dirname(path));
  mkdirSync(path);
}

function isOrdinary(path: string): boolean {
  const stats = statSync(path, { throwIfNoEntry: false });
  return stats === undefined || stats.isFile() || stats.isDirectory();
}

function writeWhole(path: string, text: string): void {
  const fresh = `${path}.${process.pid}.tmp`;
  try {
    writeFileSync(fresh, text);
    renameSync(fresh, path);
  } catch (error) {
    rmSync(fresh, { force: true });
    throw error;
  }
}

function reasonOf(error: unknown): string {
  const { code } = error as NodeJS.ErrnoException;
  if (code === 'ERR_FS_EISDIR') return 'there is a folder of this name';
  if (code === 'ENOTDIR' || code === 'EEXIST') return 'a part of its path is a file';
  return systemReason(error);
}
