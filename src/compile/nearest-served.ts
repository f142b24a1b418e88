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

/** What one looks among: whoever opens a channel's address in a browser sends a GET. */
export function servedFor({ routes, channels }: Served, method: string): readonly (CompiledRoute | CompiledChannel)[] {
  if (method === CHANNEL_METHOD) return channels;
  return isPlainGet(method) ? [...routes, ...channels] : routes;
}

/** Ids of at most so many, the nearest first. */
export function nearestServed(
  { table, channelTable }: Served,
  { method, path }: Asked,
  most: number,
): readonly string[] {
  const near = method === CHANNEL_METHOD ? [] : table.nearest(method, path, most);
  const channels = method === CHANNEL_METHOD || isPlainGet(method) ? channelTable.nearest(method, path, most) : [];
  return [...near, ...channels]
    .sort((a, b) => a.edits - b.edits)
    .slice(0, most)
    .map(({ id }) => id);
}

function isPlainGet(method: string): boolean {
  return method === 'GET' || method === 'HEAD';
}
