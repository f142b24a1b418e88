/** mockapi with a chat: its message rules, limits and log, without the words at the door. */

import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createMock } from '../../../src/serve/mock.ts';
import { tell } from '../messages.ts';
import { obeyOrders } from './orders.ts';

const CHAT = `
channels:
  /ws/{room}/{user}:
    preset: chat
    heartbeat: 1h
    limits: { rate: off, members: 20000 }
    on: { join: [], leave: [] }
`;

const [folder = '.'] = process.argv.slice(2);
mkdirSync(join(folder, 'routes.d'), { recursive: true });
writeFileSync(join(folder, 'routes.d', 'chat.yaml'), CHAT);
const mock = createMock({
  paths: [join(folder, 'routes.d')],
  cwd: folder,
  env: {},
  flags: { server: { port: 0 } },
  isStrict: false,
  watches: true,
  console: undefined,
  consoleAccess: false,
});
const { port } = await mock.listen();
obeyOrders();
tell({ port, ms: 0, rssBytes: 0, heapBytes: 0 });
