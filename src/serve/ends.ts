/** The two ends of a connection: found out once for all of its requests. */

import type { Socket } from 'node:net';
import type { RequestFacts } from '../core/exchange.ts';

export interface Ends {
  readonly client: RequestFacts['client'];
  /** Ours. */
  readonly port: number;
}

const ENDS = Symbol('ends');

/** Kept by the connection itself; it cannot tell them any more once it is closed. */
export function endsOf(socket: Socket & { [ENDS]?: Ends }): Ends {
  const known = socket[ENDS];
  if (known) return known;
  const { remoteAddress: host = '', remotePort = 0, localPort: port = 0 } = socket;
  const ends = { client: { host, port: remotePort }, port };
  socket[ENDS] = ends;
  return ends;
}
