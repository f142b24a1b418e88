/** How start-up, reload and memory grow with the number of routes. */

import { join } from 'node:path';
import { generateProject } from './generate-project.ts';
import type { Edited, Ready } from './messages.ts';
import { SERVER_CORE, startWorker } from './process.ts';
import { median } from './statistics.ts';

export interface Growth {
  readonly routes: number;
  /** From the start of the process to the open port, Node's own start included. */
  readonly processMs: number;
  /** From the call of createMock to the open port. */
  readonly upMs: number;
  readonly rssBytes: number;
  readonly heapBytes: number;
  /** From before an edited file was written until it was live. */
  readonly liveMs: number;
  /** The part of it that was work; the rest is waiting for the editor to be done. */
  readonly workMs: number;
}

const EDITS = 7;

/** Medians: each size is started `starts` times, and one of its files edited. */
export async function measureGrowth(
  built: string,
  folder: string,
  { sizes, starts }: { readonly sizes: readonly number[]; readonly starts: number },
): Promise<readonly Growth[]> {
  const found: Growth[] = [];
  for (const routes of sizes) {
    const project = generateProject(join(folder, `growth-${routes}`), routes);
    const processMs: number[] = [];
    const ready: Ready[] = [];
    const edits: Edited[] = [];
    for (let start = 0; start < starts; start++) {
      const startedAt = performance.now();
      const worker = startWorker(built, 'servers/mockapi', { core: SERVER_CORE, args: [project.folder] });
      ready.push(await worker.next<Ready>());
      processMs.push(performance.now() - startedAt);
      if (start === starts - 1) {
        for (let edition = 1; edition <= EDITS; edition++) {
          edits.push(await worker.ask<Edited>({ do: 'edit', path: project.file, text: project.text(edition) }));
        }
      }
      await worker.stop();
    }
    found.push({
      routes,
      processMs: median(processMs),
      upMs: median(ready.map((item) => item.ms)),
      rssBytes: median(ready.map((item) => item.rssBytes)),
      heapBytes: median(ready.map((item) => item.heapBytes)),
      liveMs: median(edits.map((item) => item.liveMs)),
      workMs: median(edits.map((item) => item.workMs)),
    });
  }
  return found;
}
