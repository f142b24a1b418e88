/** Writes the files of an import: all of them or none. */

import { lstatSync, mkdirSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
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

interface Target {
  readonly name: string;
  readonly text: string;
  /** Absolute. */
  readonly path: string;
}

/**
 * Throws CommandFailure where files exist already, something else stands in their place, or one of them cannot be written:
 * all is as it was then.
 */
export function writeFiles(files: readonly ImportedFile[], { folder, shown, isForced }: WriteOptions): void {
  const targets = files.map(({ name, text }): Target => ({ name, text, path: join(folder, name) }));
  const made: string[] = [];
  try {
    refuseOthers(targets, shown);
    if (!isForced) refuseExisting(targets, shown);
    // Beside each other first: what cannot be written is found before anything is in its place.
    for (const { path, text } of targets) {
      const first = mkdirSync(dirname(path), { recursive: true });
      if (first !== undefined) made.push(first);
      // One that is there already is not ours to remove.
      writeFileSync(partOf(path), '', { flag: 'wx' });
      made.push(partOf(path));
      writeFileSync(partOf(path), text);
    }
    putInPlace(targets);
  } catch (error) {
    for (const path of made) rmSync(path, { recursive: true, force: true });
    if (error instanceof CommandFailure) throw error;
    throw new CommandFailure(EXIT.blocked, `the files cannot be written to "${shown}": ${systemReason(error)}`);
  }
}

/** Puts back what was replaced where one of them cannot be put in its place. */
function putInPlace(targets: readonly Target[]): void {
  const undo: (() => void)[] = [];
  try {
    for (const { path } of targets) {
      if (exists(path)) {
        renameSync(path, oldOf(path));
        undo.push(() => renameSync(oldOf(path), path));
      }
      renameSync(partOf(path), path);
      undo.push(() => rmSync(path));
    }
  } catch (error) {
    for (const step of undo.reverse()) step();
    throw error;
  }
  for (const { path } of targets) rmSync(oldOf(path), { force: true });
}

/** True also for a link that leads nowhere. */
function exists(path: string): boolean {
  return lstatSync(path, { throwIfNoEntry: false }) !== undefined;
}

function partOf(path: string): string {
  return `${path}.${process.pid}.tmp`;
}

function oldOf(path: string): string {
  return `${path}.${process.pid}.old`;
}

/** A folder, a device: also with --force nothing to be replaced. */
function refuseOthers(targets: readonly Target[], shown: string): void {
  const others = targets.filter(({ path }) => statSync(path, { throwIfNoEntry: false })?.isFile() === false);
  if (others.length === 0) return;
  throw new CommandFailure(
    EXIT.wrong,
    `nothing was written, since there is no file but something else in the place of${listed(others, shown)}\nmove it away, or name another folder with -o`,
  );
}

function refuseExisting(targets: readonly Target[], shown: string): void {
  const existing = targets.filter(({ path }) => exists(path));
  if (existing.length === 0) return;
  throw new CommandFailure(
    EXIT.wrong,
    `nothing was written, since there is already${listed(existing, shown)}\n--force writes over them, -o names another folder`,
  );
}

function listed(targets: readonly Target[], shown: string): string {
  return targets.map(({ name }) => `\n  ${join(shown, name)}`).join('');
}
