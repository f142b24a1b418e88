/** What a request may have meant that was not met: routes, and for a GET channels too; for a handshake channels. */

import { CHANNEL_METHOD } from './channel.ts';
import type { CompiledChannel } from './compiled-channel.ts';
import type { CompiledRoute } from './compiled-route.ts';
import type { Snapshot } from './snapshot.ts';

type Served = Pick<Snapshot, 'routes' | 'table' | 'channels' | 'channelTable'>;

interface Asked {
  readonly method: string;
  /** Still encoded. */
  readonly path: string;
}

/** What one looks among. */
export function servedFor({ routes, channels }: Served, method: string): readonly (CompiledRoute | CompiledChannel)[] {
  const among = amongWhat(method);
  return [...(among.routes ? routes : []), ...(among.channels ? channels : [])];
}

/** Ids of at most so many, the nearest first. */
export function nearestServed(
  { table, channelTable }: Served,
  { method, path }: Asked,
  most: number,
): readonly string[] {
  const among = amongWhat(method);
  const tables = [...(among.routes ? [table] : []), ...(among.channels ? [channelTable] : [])];
  return tables
    .flatMap((one) => one.nearest(method, path, most))
    .sort((a, b) => a.edits - b.edits)
    .slice(0, most)
    .map(({ id }) => id);
}

/** Whoever opens a channel's address in a browser sends a GET. */
function amongWhat(method: string): { readonly routes: boolean; readonly channels: boolean } {
  const isHandshake = method === CHANNEL_METHOD;
  return { routes: !isHandshake, channels: isHandshake || method === 'GET' || method === 'HEAD' };
}
