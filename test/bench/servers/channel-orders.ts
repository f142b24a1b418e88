/** What the servers of the channel benchmark are asked for. */

import { listen, type Memory, type ServerOrder, tell } from '../messages.ts';
import { createStopwatch } from './stopwatch.ts';

export function obeyOrders(): void {
  const stopwatch = createStopwatch();
  listen<ServerOrder>((order) => {
    if (order.do === 'begin') {
      stopwatch.begin();
      tell({ done: true });
    } else if (order.do === 'end') tell(stopwatch.end());
    else if (order.do === 'memory') tell(memory());
  });
}

function memory(): Memory {
  globalThis.gc?.();
  const { rss: rssBytes, heapUsed: heapBytes } = process.memoryUsage();
  return { rssBytes, heapBytes };
}
