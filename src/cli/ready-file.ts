/** The file that tells a script that the mock listens, and where. */

import { readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { systemReason } from './command-failure.ts';

export interface ReadyFacts {
  readonly url: string;
  /** Null where the console is off. */
  readonly consoleUrl: string | null;
  readonly port: number;
  readonly pid: number;
  readonly version: string;
}

export interface ReadyFile {
  /** It appears whole or not at all. Throws ReadyFileError when it cannot be written. */
  write(facts: ReadyFacts): void;
  /** Removes it, unless another process has written its own there since; never throws. */
  remove(): void;
}

/** The file cannot be written or removed; the message is a sentence for people. */
export class ReadyFileError extends Error {
  override readonly name = 'ReadyFileError';
}

/** Removes what an earlier run left there: nobody must take it for this one's. Throws ReadyFileError when it cannot. */
export function createReadyFile(path: string, cwd: string): ReadyFile {
  const target = resolve(cwd, path);
  try {
    rmSync(target, { force: true });
  } catch (error) {
    throw failure('removed', target, error);
  }
  let written = '';
  return {
    write(facts) {
      const temporary = `${target}.${facts.pid}.tmp`;
      written = `${JSON.stringify(facts)}\n`;
      try {
        writeFileSync(temporary, written);
        renameSync(temporary, target);
      } catch (error) {
        rmSync(temporary, { force: true });
        throw failure('written', target, error);
      }
    },
    remove() {
      try {
        if (written !== '' && readFileSync(target, 'utf8') === written) rmSync(target);
      } catch {
        // It is gone already.
      }
    },
  };
}

function failure(what: 'written' | 'removed', path: string, cause: unknown): ReadyFileError {
  return new ReadyFileError(`the ready file "${path}" cannot be ${what}: ${systemReason(cause)}`, { cause });
}
