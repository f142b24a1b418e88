/** Routes and channels that the running program adds to a mock: files of memory, the latest over those before it, all over the files. */

import type { RouteFile } from '../spec/load.ts';
import { readMemoryFile } from '../spec/memory-file.ts';

export interface Overlays {
  /** Serves the content of a route file; live when it returns. Throws SpecError, and then nothing has changed. */
  add(content: unknown): AddedFile;
  /** Takes away all that were added. */
  clear(): void;
}

export interface AddedFile {
  /** As problems and explanations name it: `added#1`. */
  readonly file: string;
  /** What is below answers again. A second time nothing happens. */
  remove(): void;
}

interface OverlayDeps {
  readonly cwd: string;
  /** What the mock was made with: it stays. */
  readonly first: readonly RouteFile[];
  /** Throws SpecError for what cannot be served. */
  apply(overlays: readonly RouteFile[]): void;
}

export function createOverlays({ cwd, first, apply }: OverlayDeps): Overlays {
  let added: readonly RouteFile[] = [];
  let count = 0;
  const take = (next: readonly RouteFile[]): void => {
    apply([...first, ...next]);
    added = next;
  };
  return {
    add(content) {
      count++;
      const overlay = overlayFile(content, { file: `added#${count}`, cwd, layer: first.length + count });
      take([...added, overlay]);
      return {
        file: overlay.source.file,
        remove() {
          if (added.includes(overlay)) take(added.filter((other) => other !== overlay));
        },
      };
    },
    clear() {
      if (added.length > 0) take([]);
    },
  };
}

interface OverlayOptions {
  readonly file: string;
  readonly cwd: string;
  /** Above 0. */
  readonly layer: number;
}

/** The content of a route file as the file that it would be in the working directory; no `_defaults` apply to it. */
export function overlayFile(content: unknown, { file, cwd, layer }: OverlayOptions): RouteFile {
  return { ...readMemoryFile(content, { file, cwd }), folders: [], layer };
}
