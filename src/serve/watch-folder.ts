/** Watches the entries of one real folder through chokidar: natively, or by looking again and again. */

import { basename } from 'node:path';
import { FSWatcher } from 'chokidar';

export interface FolderOptions {
  /** True to look every `pollMs` instead of being told. */
  readonly polling: boolean;
  readonly pollMs: number;
  /** Whether an entry matters, by name; only polling asks. */
  readonly isWanted: (name: string) => boolean;
  /** Something happened to an entry; undefined when it may be the folder itself that has gone. */
  readonly onEvent: (name: string | undefined) => void;
  readonly onError: (error: Error) => void;
}

export interface FolderWatch {
  /** Resolves once no event is missed any more, and also when that cannot be had. */
  readonly ready: Promise<void>;
  close(): Promise<void>;
}

export type OpenFolder = (folder: string, options: FolderOptions) => FolderWatch;

/**
 * Watches one folder and nothing below it. `folder` exists and is a real path.
 *
 * Natively chokidar gets to see the folder alone, so that 10,000 files cost one inotify watch and not 10,001; what
 * happens in it comes as `raw` events. chokidar's own `change` events would lose edits: it drops every further change
 * of a file within 50 ms of the first. Polling has no raw events worth having, so there chokidar compares the files.
 */
export const openFolder: OpenFolder = (folder, { polling, pollMs, isWanted, onEvent, onError }) => {
  const self = folder.replaceAll('\\', '/');
  const name = basename(folder);
  const chokidar: FSWatcher = new FSWatcher({
    depth: 0,
    ignoreInitial: true,
    followSymlinks: false,
    ignorePermissionErrors: true,
    atomic: false,
    usePolling: polling,
    interval: pollMs,
    binaryInterval: pollMs,
    ignored: (path) => path !== self && !(chokidar.options.usePolling && isWanted(basename(path))),
  });
  let settle = (): void => {};
  const ready = new Promise<void>((resolve) => {
    settle = resolve;
  });
  chokidar.once('ready', settle);
  chokidar.on('error', (error) => {
    settle();
    onError(error instanceof Error ? error : new Error(String(error)));
  });
  // CHOKIDAR_USEPOLLING in the environment wins over the option
  if (chokidar.options.usePolling) {
    chokidar.on('all', (_event, path) => onEvent(path === folder ? undefined : basename(path)));
  } else {
    // a folder that goes is told under its own name, just like an entry that has the same one
    chokidar.on('raw', (_event, entry: string | null) => onEvent(entry === name || entry === null ? undefined : entry));
  }
  chokidar.add(folder);
  return {
    ready,
    close() {
      settle();
      return chokidar.close();
    },
  };
};
