/** mockapi as `serve` starts it: watching its files, logging to files, every header on. */

import { writeFileSync } from 'node:fs';
import { createMock } from '../../../src/serve/mock.ts';
import type { ReloadReport } from '../../../src/serve/reload.ts';
import { type Edited, tell } from '../messages.ts';
import { obeyOrders } from './orders.ts';

const startedAt = performance.now();
const [, , folder = '.'] = process.argv;
let onReload: ((report: ReloadReport) => void) | undefined;
const mock = createMock({
  paths: [folder],
  cwd: folder,
  env: {},
  flags: { server: { port: 0 } },
  isStrict: false,
  watches: true,
  console: undefined,
  consoleAccess: false,
  onReload: (report) => onReload?.(report),
});
const { port } = await mock.listen();
const ms = performance.now() - startedAt;
const { rss: rssBytes } = process.memoryUsage();
globalThis.gc?.();
tell({ port, ms, rssBytes, heapBytes: process.memoryUsage().heapUsed });

obeyOrders((order) => {
  if (order.do === 'edit') edit(order.path, order.text).then(tell);
});

function edit(path: string, text: string): Promise<Edited> {
  return new Promise((resolve) => {
    const writtenAt = performance.now();
    onReload = ({ published }) => {
      if (published) resolve({ liveMs: performance.now() - writtenAt, workMs: published.ms });
    };
    writeFileSync(path, text);
  });
}
