/** Mocks of one project in one process, each with settings of its own: what they share, the compiler's mood too, is the same for all. */

import type { JsonObject } from '../../../src/core/json.ts';
import { createMock } from '../../../src/serve/mock.ts';
import { tell } from '../messages.ts';
import { obeyOrders } from './orders.ts';

const [folder = '.', listed = '[]'] = process.argv.slice(2);
const ports: number[] = [];
for (const flags of JSON.parse(listed) as readonly JsonObject[]) {
  const mock = createMock({
    paths: [folder],
    cwd: folder,
    env: {},
    flags: { server: { port: 0 }, ...flags },
    isStrict: false,
    watches: false,
    console: undefined,
    consoleAccess: false,
  });
  ports.push((await mock.listen()).port);
}
tell({ ports });

obeyOrders();
