/** The private folder for uploads that are too large for memory: one a process, made when first needed. */

import { mkdtempSync, openSync, rmSync } from 'node:fs';
import { lstat, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createSpool, type Spool } from './spool.ts';

export interface Uploads {
  /** Where the files are; undefined until one had to go to disk. */
  readonly folder: string | undefined;
  /** A place for one file's bytes: in memory up to `memoryBytes`, then on disk. */
  open(memoryBytes: number): Spool;
  /** Removes the folders of processes that ended without tidying up; never fails. */
  sweep(): Promise<void>;
  /** Removes the folder and what is in it; from then on nothing goes to disk. */
  close(): Promise<void>;
}

/** Folders are made in `parent`, by default the system's place for temporary files. */
export function createUploads(parent: string = tmpdir()): Uploads {
  let folder: string | undefined;
  let count = 0;
  let closed = false;

  const removeNow = (): void => {
    if (folder !== undefined) rmSync(folder, { recursive: true, force: true });
  };

  function makeFolder(): string {
    // mkdtemp makes it for the owner alone (0700), under a name that nobody can foresee.
    const made = mkdtempSync(join(parent, `mockapi-${process.pid}-`));
    if (folder === undefined) process.once('exit', removeNow);
    folder = made;
    return made;
  }

  function newFile(): { readonly path: string; readonly fd: number } {
    if (closed) throw new Error('the uploads are closed');
    const name = String(++count);
    try {
      return create(join(folder ?? makeFolder(), name));
    } catch (error) {
      // Systems that tidy their temporary files up take the folder of a long-running process as well.
      if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
      return create(join(makeFolder(), name));
    }
  }

  return {
    get folder() {
      return folder;
    },
    open: (memoryBytes) => createSpool(memoryBytes, newFile),
    sweep: () => sweep(parent),
    async close() {
      closed = true;
      process.off('exit', removeNow);
      if (folder !== undefined) await rm(folder, { recursive: true, force: true });
    },
  };
}

function create(path: string): { readonly path: string; readonly fd: number } {
  return { path, fd: openSync(path, 'wx', 0o600) };
}

async function sweep(parent: string): Promise<void> {
  const names = await readdir(parent).catch(() => []);
  for (const name of names) {
    const pid = /^mockapi-(\d+)-[A-Za-z0-9]{6}$/.exec(name)?.[1];
    if (pid === undefined || isAlive(Number(pid))) continue;
    const path = join(parent, name);
    if (await isOurFolder(path)) await rm(path, { recursive: true, force: true }).catch(() => {});
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code !== 'ESRCH';
  }
}

/** Other users of the machine may put anything under our name into a shared folder. */
async function isOurFolder(path: string): Promise<boolean> {
  try {
    const stats = await lstat(path);
    return stats.isDirectory() && (process.getuid === undefined || stats.uid === process.getuid());
  } catch {
    return false;
  }
}
