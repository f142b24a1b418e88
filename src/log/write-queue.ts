/** Lines on their way to files: gathered into batches, bounded, tried again when the disk refuses. */

import { createBacklog } from '../core/backlog.ts';
import type { LogFile, OpenLogFile } from './log-file.ts';

export interface WriteQueueOptions {
  readonly open: OpenLogFile;
  /** Nothing can be written; told once until `onWell`. The path is the one that was tried. */
  onFailure(path: string, error: unknown): void;
  /** Writing works again, or has caught up, after a failure or after lines were lost. */
  onWell(path: string, past: { readonly wasFailing: boolean; readonly lostCount: number }): void;
}

export interface WriteQueue {
  /** Queues a line (without its line break) for the end of a file. Never blocks, never throws. */
  push(path: string, line: string): void;
  /** The same for a line that is made together with others: what is often logged costs less so. `make` must not throw. */
  pushLater(path: string, make: () => string): void;
  /** Opens the file before there is a line for it, so that a wrong folder is noticed early. */
  open(path: string): void;
  /** One attempt to write all that was pushed before; never rejects. */
  flush(): Promise<void>;
  /** True from a failure until something is written again. */
  isFailing(): boolean;
  /** A last attempt, then the file is closed; gives the number of lines that are lost. A later `push` begins anew. */
  close(): Promise<number>;
}

const BATCH_MS = 100;
const BATCH_BYTES = 64 * 1024;
const MAX_PENDING_BYTES = 4 * 1024 * 1024;
const RETRY_MS = 1000;
const LINE_BREAK = 0x0a;
const TORN_LINE_END = Buffer.from('\n');
const NOTHING = Buffer.alloc(0);

interface UnmadeLine {
  readonly path: string;
  readonly make: () => string;
}

interface Batch {
  readonly path: string;
  /** Each line is encoded as it comes, while it is still in the cache: a third of what joining cold lines later costs. */
  bytes: Buffer;
  /** How much of `bytes` is written on. */
  length: number;
  lineCount: number;
  /** True when a failed write may have left half a line in the file. */
  endsTornLine: boolean;
}

/** Batches of at most 100 ms or 64 KB; beyond 4 MB that wait, lines are dropped and counted. */
export function createWriteQueue(options: WriteQueueOptions): WriteQueue {
  const batches: Batch[] = [];
  /** The last batch, while it takes more lines. */
  let growing: Batch | undefined;
  let pendingBytes = 0;
  let lostCount = 0;
  let isFailing = false;
  let file: LogFile | undefined;
  let timer: NodeJS.Timeout | undefined;
  let work: Promise<void> = Promise.resolve();

  const unmade = createBacklog<UnmadeLine>(({ path, make }) => append(path, make()));

  function append(path: string, line: string): void {
    if (pendingBytes + line.length + 1 > MAX_PENDING_BYTES) {
      lostCount += 1;
      return;
    }
    // No character takes more than three bytes of UTF-8 for each of its code units.
    const most = line.length * 3 + 1;
    if (growing?.path !== path || growing.length + most > growing.bytes.length) growing = addBatch(path, most);
    const { bytes, length } = growing;
    const end = length + bytes.write(line, length);
    bytes[end] = LINE_BREAK;
    growing.length = end + 1;
    growing.lineCount += 1;
    pendingBytes += end + 1 - length;
    if (growing.length < BATCH_BYTES) return;
    growing = undefined;
    if (!isFailing) void flush();
  }

  /** Room for a batch, and for the line that fills it up. */
  function addBatch(path: string, lineBytes: number): Batch {
    const bytes = lineBytes === 0 ? NOTHING : Buffer.allocUnsafe(BATCH_BYTES + lineBytes);
    const batch: Batch = { path, bytes, length: 0, lineCount: 0, endsTornLine: false };
    batches.push(batch);
    schedule();
    return batch;
  }

  function schedule(): void {
    timer ??= setTimeout(flush, isFailing ? RETRY_MS : BATCH_MS).unref();
  }

  function flush(): Promise<void> {
    unmade.catchUp();
    clearTimeout(timer);
    timer = undefined;
    work = work.then(drain);
    return work;
  }

  /** Writes the batches that are here now: those that come meanwhile shall have time to grow. */
  async function drain(): Promise<void> {
    let written: Batch | undefined;
    for (let left = batches.length; left > 0; left -= 1) {
      const batch = batches.shift();
      if (!batch) break;
      if (batch === growing) growing = undefined;
      if (await write(batch)) {
        written = batch;
        continue;
      }
      written = undefined;
      // A later batch for another file may fare better, and must not wait for one that perhaps never will.
      if (batches.some((other) => other.path !== batch.path)) {
        lose(batch);
        continue;
      }
      batches.unshift(batch);
      break;
    }
    if (batches.length > 0) schedule();
    if (written) tellWell(written.path);
  }

  /** Lines lost to a slow disk are told when it has caught up, not with every batch. */
  function tellWell(path: string): void {
    if (!isFailing && (lostCount === 0 || pendingBytes > 2 * BATCH_BYTES)) return;
    const past = { wasFailing: isFailing, lostCount };
    isFailing = false;
    lostCount = 0;
    options.onWell(path, past);
  }

  async function write(batch: Batch): Promise<boolean> {
    try {
      file = await fileFor(batch.path, file);
    } catch (error) {
      file = undefined;
      fail(batch, error);
      return false;
    }
    const bytes = bytesOf(batch);
    if (bytes.length === 0) return true;
    try {
      await file.write(bytes);
    } catch (error) {
      await file.close();
      file = undefined;
      fail(batch, error);
      // Part of it may be in the file: it is not written twice, and a line that was cut off gets its end.
      lose(batch);
      batch.endsTornLine = true;
      return false;
    }
    pendingBytes -= batch.length;
    return true;
  }

  async function fileFor(path: string, current: LogFile | undefined): Promise<LogFile> {
    if (current?.path === path && (await current.isInPlace())) return current;
    await current?.close();
    return options.open(path);
  }

  function fail(batch: Batch, error: unknown): void {
    if (isFailing) return;
    isFailing = true;
    options.onFailure(batch.path, error);
  }

  function lose(batch: Batch): void {
    lostCount += batch.lineCount;
    pendingBytes -= batch.length;
    batch.lineCount = 0;
    batch.length = 0;
  }

  return {
    push(path, line) {
      unmade.catchUp();
      append(path, line);
    },
    pushLater(path, make) {
      unmade.add({ path, make });
      schedule();
    },
    flush,
    open(path) {
      unmade.catchUp();
      if (growing?.path !== path) growing = addBatch(path, 0);
      void flush();
    },
    isFailing: () => isFailing,
    async close() {
      await flush();
      work = work.then(release);
      await work;
      const count = lostCount;
      lostCount = 0;
      return count;
    },
  };

  async function release(): Promise<void> {
    await file?.close();
    file = undefined;
    // Without a failure, what is here now came after the last attempt.
    if (!isFailing) return;
    unmade.catchUp();
    clearTimeout(timer);
    timer = undefined;
    isFailing = false;
    growing = undefined;
    for (const batch of batches.splice(0)) lose(batch);
  }
}

function bytesOf({ bytes, length, endsTornLine }: Batch): Buffer {
  const lines = bytes.subarray(0, length);
  return endsTornLine ? Buffer.concat([TORN_LINE_END, lines]) : lines;
}
