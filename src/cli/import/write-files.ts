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
  const made: string[] = [];
  try {
    if (!isForced) refuseExisting(targets, shown);
    // Beside each other first: what cannot be written is found before anything is in its place.
    for (const { path, text } of targets) {
      const first = mkdirSync(dirname(path), { recursive: true });
      if (first !== undefined) made.push(first);
      made.push(partOf(path));
      writeFileSync(partOf(path), text, { flag: 'wx' });
    }
    for (const { path } of targets) renameSync(partOf(path), path);
  } catch (error) {
    for (const path of made) rmSync(path, { recursive: true, force: true });
    if (error instanceof CommandFailure) throw error;
    throw new CommandFailure(EXIT.blocked, `the files cannot be written to "${shown}": ${systemReason(error)}`);
  }
}

function partOf(path: string): string {
  return `${path}.${process.pid}.tmp`;
}

function refuseExisting(targets: readonly { readonly name: string; readonly path: string }[], shown: string): void {
  const existing = targets.filter(({ path }) => statSync(path, { throwIfNoEntry: false }) !== undefined);
  if (existing.length === 0) return;
  const list = existing.map(({ name }) => `\n  ${join(shown, name)}`).join('');
  throw new CommandFailure(
    EXIT.wrong,
    `nothing was written, since there is already${list}\n--force writes over them, -o names another folder`,
  );
}
