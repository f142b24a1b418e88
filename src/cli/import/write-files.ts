/** Writes the files of an import: all of them or none. */

import { mkdirSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { ImportedFile } from '../../convert/import/import-contract.ts';
import { CommandFailure, systemReason } from '../command-failure.ts';
import { EXIT } from '../exit-code.ts';

export interface WriteOptions {
  /** Absolute. */
  readonly folder: string;
  /** As it was typed. */
  readonly shown: string;
  /** Writes over files that exist. */
  readonly isForced: boolean;
}

/** Throws CommandFailure, with nothing written, where files exist already or one of them cannot be written. */
export function writeFiles(files: readonly ImportedFile[], { folder, shown, isForced }: WriteOptions): void {
  const targets = files.map(({ name, text }) => ({ name, text, path: join(folder, name) }));
  const existing = targets.filter(({ path }) => statSync(path, { throwIfNoEntry: false }) !== undefined);
  if (existing.length > 0 && !isForced) {
    const list = existing.map(({ name }) => `\n  ${join(shown, name)}`).join('');
    throw new CommandFailure(
      EXIT.wrong,
      `nothing was written, since there is already${list}\n--force writes over them, -o names another folder`,
    );
  }
  // Beside each other first: what cannot be written is found before anything is in its place.
  const fresh: string[] = [];
  try {
    for (const { path, text } of targets) {
      mkdirSync(dirname(path), { recursive: true });
      const part = `${path}.${process.pid}.tmp`;
      writeFileSync(part, text, { flag: 'wx' });
      fresh.push(part);
    }
    for (const { path } of targets) renameSync(`${path}.${process.pid}.tmp`, path);
  } catch (error) {
    for (const part of fresh) rmSync(part, { force: true });
    throw new CommandFailure(EXIT.blocked, `the files cannot be written to "${shown}": ${systemReason(error)}`);
  }
}
