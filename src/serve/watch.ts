/** Notices that files of a project changed, however they are saved, moved, mounted or linked. */

import { stat } from 'node:fs/promises';
import { createCoverage } from './watch-coverage.ts';
import { type OpenFolder, openFolder } from './watch-folder.ts';
import { createQuietRunner } from './watch-quiet.ts';

export interface WatchOptions {
  /** Absolute paths of folders, watched with all that is below them, and of single files; they need not exist yet. */
  readonly roots: readonly string[];
  /** Absolute paths of further single files, anywhere; they need not exist yet. */
  readonly files: readonly string[];
  /**
   * Called once per quiet moment, never twice at once; what happens meanwhile leads to one further call.
   * `changed` names the paths that events told of, as they are reached from `roots` and `files`: files, and folders of
   * which only that much is known. It is a hint: what is below a new or moved folder is not in it.
   */
  readonly onChange: (changed: ReadonlySet<string>) => Promise<void>;
  /** Told once of each thing that hinders watching, in words for people, and of what `onChange` fails with. */
  readonly onError: (error: Error) => void;
  /** Paths below a root that do not matter, besides `node_modules` and names that begin with a dot. Default: none. */
  readonly ignored?: ((path: string) => boolean) | undefined;
  /** When the project was read, in ms since the epoch: what changed after it and before `ready` is told too. */
  readonly sinceMs?: number | undefined;
}

export interface Watcher {
  /** Resolves once nothing is missed any more. Never rejects. */
  readonly ready: Promise<void>;
  /** Watches another set of paths, as after a reload; what changed there after `sinceMs` is told. */
  update(roots: readonly string[], files: readonly string[], sinceMs?: number): void;
  /**
   * Resolves when no event is pending and no run is going on. What was written before the call is seen by then, unless
   * it is found only by looking: links to elsewhere, folders mounted later, polling.
   */
  idle(): Promise<void>;
  /** Runs now, whether or not anything happened; resolves when a run has ended that began after this call. */
  trigger(): Promise<void>;
  /** Looks at once, and not only within the next second, for what was replaced or mounted without an event. */
  checkRoots(): Promise<void>;
  /** Resolves when the run under way has ended and nothing is watched any more. */
  close(): Promise<void>;
}

/** What tests turn. */
export interface WatchTiming {
  readonly quietMs: number;
  readonly maxWaitMs: number;
  /** How often roots are compared; Infinity for never. */
  readonly checkMs: number;
  readonly pollMs: number;
  readonly openFolder: OpenFolder;
}

const TIMING: WatchTiming = { quietMs: 50, maxWaitMs: 500, checkMs: 1000, pollMs: 1000, openFolder };

/** Watches until it is closed; keeps the process alive as long as there is a folder to watch. */
export function watchFiles(options: WatchOptions, timing: Partial<WatchTiming> = {}): Watcher {
  const { quietMs, maxWaitMs, checkMs, pollMs, openFolder } = { ...TIMING, ...timing };
  const { onChange, onError, ignored = () => false } = options;

  const runner = createQuietRunner({
    quietMs,
    maxWaitMs,
    isUnfinished: hasEmptyFile,
    async run(paths) {
      // watched before it is read: what changes in between is told again
      const moved = await coverage.align();
      await onChange(new Set([...paths, ...moved]));
    },
    onError,
  });
  const coverage = createCoverage({ openFolder, pollMs, isIgnored: ignored, note: runner.note, onError });

  coverage.retarget(options, options.sinceMs);
  const ready = alignAndNote();
  let checking: Promise<void> | undefined;
  const timer = Number.isFinite(checkMs) ? setInterval(() => void checkRoots(), checkMs).unref() : undefined;

  return {
    ready,
    update(roots, files, sinceMs) {
      coverage.retarget({ roots, files }, sinceMs);
      void alignAndNote();
    },
    async idle() {
      do {
        await afterPendingEvents();
        await coverage.settled();
        await runner.settled();
      } while (!runner.isSettled() || !coverage.isSettled());
    },
    trigger() {
      coverage.distrust();
      return runner.trigger();
    },
    checkRoots,
    async close() {
      clearInterval(timer);
      await Promise.all([runner.close(), coverage.close()]);
    },
  };

  function checkRoots(): Promise<void> {
    checking ??= coverage.check().finally(() => {
      checking = undefined;
    });
    return checking;
  }

  async function alignAndNote(): Promise<void> {
    try {
      for (const path of await coverage.align()) runner.note(path);
    } catch (error) {
      onError(error instanceof Error ? error : new Error(String(error)));
    }
  }
}

/** Many editors cut a file to nothing before they write it anew: an empty one is given time to be filled. */
async function hasEmptyFile(paths: ReadonlySet<string>): Promise<boolean> {
  const sizes = await Promise.all(
    [...paths].map((path) =>
      stat(path).then(
        (facts) => (facts.isFile() ? facts.size : undefined),
        () => undefined,
      ),
    ),
  );
  return sizes.includes(0);
}

/** Two turns of the event loop: the first may have begun after the system was asked for events. */
function afterPendingEvents(): Promise<void> {
  return new Promise((resolve) => setImmediate(() => setImmediate(resolve)));
}
