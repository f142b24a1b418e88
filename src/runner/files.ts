/** The files that a run reads and writes: uploads, and what answers are compared with. */

import { mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, relative } from 'node:path';

/** Why a file could not be read or written, in words; nothing else is thrown here. */
export class FileError extends Error {
  override readonly name = 'FileError';
  /** True when it is not there. */
  readonly isMissing: boolean;

  constructor(message: string, isMissing: boolean) {
    super(message);
    this.isMissing = isMissing;
  }
}

/** Throws FileError. */
export function readBytes(path: string): Buffer {
  return attempt(path, 'read', () => readFileSync(path));
}

/** The whole file or nothing of it: who reads it meanwhile sees the old one. Makes its folder. Throws FileError. */
export function writeBytes(path: string, bytes: Buffer): void {
  const fresh = `${path}.${process.pid}.tmp`;
  attempt(path, 'written', () => {
    mkdirSync(dirname(path), { recursive: true });
    try {
      writeFileSync(fresh, bytes);
      renameSync(fresh, path);
    } catch (error) {
      rmSync(fresh, { force: true });
      throw error;
    }
  });
}

/** As people know it: from the working directory. */
export function shownPath(path: string): string {
  return relative(process.cwd(), path).replaceAll('\\', '/');
}

function attempt<T>(path: string, verb: string, work: () => T): T {
  try {
    return work();
  } catch (error) {
    const { code = '', message } = error as NodeJS.ErrnoException;
    const shown = shownPath(path);
    if (code === 'ENOENT') throw new FileError(`there is no file "${shown}"`, true);
    throw new FileError(`"${shown}" cannot be ${verb}: ${WORDS[code] ?? message}`, false);
  }
}

const WORDS: Readonly<Record<string, string>> = {
  EISDIR: 'it is a folder',
  ENOTDIR: 'a part of its path is a file',
  EACCES: 'it is not allowed',
  EPERM: 'it is not allowed',
  EROFS: 'the disk is read-only',
  ENOSPC: 'the disk is full',
};
