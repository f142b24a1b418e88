/** When a running mock looks at its files again: when they change, and when somebody asks. */

import type { Log } from '../log/index.ts';
import type { RouteFile } from '../spec/load.ts';
import type { Reloader } from './reload.ts';
import type { RemoteDocuments } from './remote-documents.ts';
import { type Watcher, watchFiles } from './watch.ts';

export interface Refresher {
  /** Looks again whenever a file changes, from now on; what changed since they were loaded counts. */
  watch(): void;
  /** Looks at everything now, also at documents behind URLs. Never rejects. */
  reload(): Promise<void>;
  /** Serves other files of memory over those that were found. Throws SpecError, and then nothing has changed. */
  overlay(overlays: readonly RouteFile[]): void;
  /** Resolves when nothing goes on any more. */
  close(): Promise<void>;
}

interface RefreshDeps {
  readonly reloader: Reloader;
  readonly remote: RemoteDocuments | undefined;
  readonly log: Log;
  /** Unix time in ms. */
  readonly loadedAt: number;
}

export function createRefresher({ reloader, remote, log, loadedAt }: RefreshDeps): Refresher {
  let watcher: Watcher | undefined;
  let isAsked = false;

  return {
    watch() {
      watcher = watchFiles({
        ...reloader.state.files.watched,
        onChange: look,
        onError: (error) => log.error('watching files failed', { error: error.message }),
        sinceMs: loadedAt,
      });
    },
    async reload() {
      isAsked = true;
      await (watcher ? watcher.trigger() : look());
    },
    overlay(overlays) {
      reloader.overlay(overlays);
      watchAsRead(Date.now());
    },
    async close() {
      await Promise.all([reloader.close(), watcher?.close()]);
    },
  };

  /** What is asked for by hand is taken as it is; what an event told of may still be going on. */
  async function look(changed?: ReadonlySet<string>): Promise<void> {
    const readAt = Date.now();
    const isAnew = isAsked;
    isAsked = false;
    try {
      if (isAnew) await remote?.refresh();
      await reloader.reload(isAnew ? undefined : changed);
    } catch (error) {
      const cause = error instanceof Error ? (error.stack ?? error.message) : String(error);
      log.error('a reload failed; the last good version goes on', { error: cause });
    }
    watchAsRead(readAt);
  }

  function watchAsRead(readAt: number): void {
    const { watched } = reloader.state.files;
    watcher?.update(watched.roots, watched.files, readAt);
  }
}
