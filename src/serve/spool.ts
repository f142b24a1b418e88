/** The bytes of one upload on their way in: small ones stay in memory, larger ones go to disk. */

import { createHash } from 'node:crypto';
import { createWriteStream, readFileSync, type WriteStream } from 'node:fs';
import { rm } from 'node:fs/promises';
import { finished } from 'node:stream/promises';
import { RequestError } from '../core/errors.ts';

export interface Spool {
  /** Takes bytes; false asks the writer to wait until `onDrain` is called. */
  write(chunk: Buffer): boolean;
  onDrain(listener: () => void): void;
  /** Resolves when all bytes are where they belong. Throws RequestError (507) when the disk does not take them. */
  end(): Promise<StoredBytes>;
  /** Removes what is there; safe to call at any time and twice, never fails. */
  discard(): Promise<void>;
}

export interface StoredBytes {
  readonly size: number;
  /** Lower-case hex. */
  readonly sha256: string;
  /** Where they are: in memory, or the path of a file. */
  readonly at: Buffer | string;
  read(): Buffer;
}

/** How many bytes may wait for the disk before the client is made to wait. */
const BACKLOG_BYTES = 256 * 1024;

/** `newFile` makes an empty file that is ours and opens it; called only when the bytes are more than `memoryBytes`. */
export function createSpool(memoryBytes: number, newFile: () => { readonly path: string; readonly fd: number }): Spool {
  const hash = createHash('sha256');
  let size = 0;
  let inMemory: Buffer[] = [];
  let disk: { readonly path: string; readonly stream: WriteStream } | undefined;
  let failure: Error | undefined;
  let discarded: Promise<void> | undefined;
  let drained = (): void => {};

  function fail(error: Error): void {
    failure ??= error;
  }

  function openDisk(): WriteStream | undefined {
    if (disk) return disk.stream;
    if (failure) return undefined;
    try {
      const { path, fd } = newFile();
      const stream = createWriteStream(path, { fd, highWaterMark: BACKLOG_BYTES });
      disk = { path, stream };
      // A failed stream is told by end(); until then the bytes go nowhere, and the client must not be left waiting.
      stream.on('error', (error) => {
        fail(error);
        drained();
      });
      stream.on('drain', () => drained());
      return stream;
    } catch (error) {
      fail(error as Error);
      return undefined;
    }
  }

  return {
    write(chunk) {
      if (discarded || failure) return true;
      hash.update(chunk);
      size += chunk.length;
      if (size <= memoryBytes) {
        inMemory.push(chunk);
        return true;
      }
      const stream = openDisk();
      for (const early of inMemory) stream?.write(early);
      inMemory = [];
      return stream?.write(chunk) ?? true;
    },
    onDrain(listener) {
      drained = listener;
    },
    async end() {
      const { path, stream } = disk ?? {};
      stream?.end();
      if (stream && !failure) await finished(stream).catch(fail);
      // A stream that is ending tells nobody any more that it has drained.
      drained();
      if (failure) throw cannotStore(failure);
      const at = path ?? Buffer.concat(inMemory, size);
      inMemory = [];
      return { size, sha256: hash.digest('hex'), at, read: () => (typeof at === 'string' ? readFileSync(at) : at) };
    },
    discard() {
      inMemory = [];
      discarded ??= disk ? removeFile(disk.path, disk.stream) : Promise.resolve();
      return discarded;
    },
  };
}

async function removeFile(path: string, stream: WriteStream): Promise<void> {
  if (!stream.closed) await new Promise<void>((resolve) => stream.destroy().once('close', () => resolve()));
  await rm(path, { force: true }).catch(() => {});
}

/** Says the reason but not the place. */
function cannotStore(cause: Error): RequestError {
  const { code = cause.name } = cause as NodeJS.ErrnoException;
  return new RequestError(507, 'too-large', `the upload cannot be stored on the server (${code})`);
}
