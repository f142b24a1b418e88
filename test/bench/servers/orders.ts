/** What every server of a benchmark is asked for; some are asked for more. */

import { listen, type Memory, type ServerOrder, tell } from '../messages.ts';
import { createStopwatch } from './stopwatch.ts';

/** `obey` gets what is of one kind of server alone. */
export function obeyOrders(obey: (order: ServerOrder) => void = () => {}): void {
  const stopwatch = createStopwatch();
  listen<ServerOrder>((order) => {
    if (order.do === 'begin') {
      stopwatch.begin();
      tell({ done: true });
    } else if (order.do === 'end') tell(stopwatch.end());
    else if (order.do === 'memory') tell(memory());
    else obey(order);
  });
}

function memory(): Memory {
  globalThis.gc?.();
  const { rss: rssBytes, heapUsed: heapBytes } = process.memoryUsage();
  return { rssBytes, heapBytes };
}
