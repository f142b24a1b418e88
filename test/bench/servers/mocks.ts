/** Mocks of one project in one process, each with settings of its own: what they share, the compiler's mood too, is the same for all. */

import type { JsonObject } from '../../../src/core/json.ts';
import { createMock } from '../../../src/serve/mock.ts';
import { listen, type ServerOrder, tell } from '../messages.ts';
import { createStopwatch } from './stopwatch.ts';

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

const stopwatch = createStopwatch();
listen<ServerOrder>((order) => {
  if (order.do === 'begin') {
    stopwatch.begin();
    tell({ done: true });
  } else if (order.do === 'end') tell(stopwatch.end());
});
