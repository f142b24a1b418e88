/** A temp folder under watch: what `onChange` was called with, and what a reader saw at that moment. */

import { mkdirSync, mkdtempSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, relative } from 'node:path';
import { type Watcher, type WatchOptions, type WatchTiming, watchFiles } from '../../src/serve/watch.ts';

export interface Call {
  /** Relative to the temp folder, sorted. */
  readonly changed: readonly string[];
  /** The text of each file that is looked at; undefined where there is none. */
  readonly seen: Readonly<Record<string, string | undefined>>;
}

export interface WatchedProject {
  readonly dir: string;
  readonly watcher: Watcher;
  readonly calls: Call[];
  readonly errors: Error[];
  path(name: string): string;
  write(name: string, text: string): void;
  /** Resolves with the first call, past or to come, that fits. */
  call(fits: (call: Call) => boolean): Promise<Call>;
  /** Resolves once a reader saw this text in this file. */
  sees(name: string, text: string | undefined): Promise<Call>;
  remove(): Promise<void>;
}

export interface ProjectOptions {
  readonly files?: Readonly<Record<string, string>>;
  /** Makes what `files` cannot say, such as links. */
  readonly prepare?: (project: Pick<WatchedProject, 'dir' | 'path' | 'write'>) => void;
  readonly roots?: readonly string[];
  readonly single?: readonly string[];
  /** Names of the files to be read on each call. */
  readonly looksAt?: readonly string[];
  readonly onChange?: (call: Call) => Promise<void>;
  readonly ignored?: WatchOptions['ignored'];
  readonly sinceMs?: number;
  readonly timing?: Partial<WatchTiming>;
}

export async function watchProject(options: ProjectOptions): Promise<WatchedProject> {
  const { files = {}, roots = ['routes.d'], single = [], looksAt = [], timing = {} } = options;
  const dir = realpathSync(mkdtempSync(join(tmpdir(), 'mockapi-watch-')));
  const path = (name: string): string => join(dir, name);
  const write = (name: string, text: string): void => {
    mkdirSync(dirname(path(name)), { recursive: true });
    writeFileSync(path(name), text);
  };
  for (const [name, text] of Object.entries(files)) write(name, text);
  options.prepare?.({ dir, path, write });

  const calls: Call[] = [];
  const errors: Error[] = [];
  let waiters: (() => void)[] = [];
  const watcher = watchFiles(
    {
      roots: roots.map(path),
      files: single.map(path),
      async onChange(changed) {
        const call: Call = {
          changed: [...changed].map((name) => relative(dir, name)).sort(),
          seen: Object.fromEntries(looksAt.map((name) => [name, textOf(path(name))])),
        };
        calls.push(call);
        for (const wake of waiters.splice(0)) wake();
        await options.onChange?.(call);
      },
      onError: (error) => {
        errors.push(error);
        for (const wake of waiters.splice(0)) wake();
      },
      ignored: options.ignored,
      sinceMs: options.sinceMs,
    },
    { checkMs: Number.POSITIVE_INFINITY, ...timing },
  );
  await watcher.ready;

  const call = async (fits: (call: Call) => boolean): Promise<Call> => {
    for (;;) {
      const found = calls.find(fits);
      if (found) return found;
      await new Promise<void>((resolve) => {
        waiters = [...waiters, resolve];
      });
    }
  };
  return {
    dir,
    watcher,
    calls,
    errors,
    path,
    write,
    call,
    sees: (name, text) => call(({ seen }) => seen[name] === text),
    async remove() {
      await watcher.close();
      rmSync(dir, { recursive: true, force: true });
    },
  };
}

function textOf(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return undefined;
  }
}
