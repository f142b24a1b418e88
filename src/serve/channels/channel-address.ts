/** Which channel is meant by an id, a path template or a path, and which rooms such a path leads to. */

import { CHANNEL_METHOD } from '../../compile/channel.ts';
import type { CompiledChannel } from '../../compile/compiled-channel.ts';
import type { Snapshot } from '../../compile/snapshot.ts';
import { ExpressionError, RequestError, SpecError } from '../../core/errors.ts';
import { shorten } from '../../core/shorten.ts';
import type { LoadedFile } from '../../spec/load.ts';
import { createCounters } from '../../state/counters.ts';
import { RequestExchange } from '../exchange.ts';
import { madeUpId } from '../request-id.ts';
import type { ChannelDeps } from './channel-deps.ts';

/** A channel, or one address of it. */
export interface ChannelAddress {
  readonly channel: CompiledChannel;
  /** Undefined where all of the channel is meant. */
  readonly path: { readonly target: string; readonly params: Readonly<Record<string, string>> } | undefined;
}

/** A template is asked for before what it might match: braces are plain characters in a path. */
export function findAddress(name: string, { channels, channelTable }: Snapshot): ChannelAddress | undefined {
  const target = name.startsWith(`${CHANNEL_METHOD} `) ? name.slice(CHANNEL_METHOD.length + 1) : name;
  const channel = channels.find(({ path }) => path === target);
  if (channel && channel.pattern.params.length > 0) return { channel, path: undefined };
  const match = channelTable.match(CHANNEL_METHOD, pathOf(target));
  return match.kind === 'found' ? { channel: match.route, path: { target, params: match.params } } : undefined;
}

/** True when a handshake with this target came to the address; `%61` is `a`, and a trailing `/` makes no difference. */
export function isAtAddress(target: string, { path }: ChannelAddress): boolean {
  return !path || comparable(target) === comparable(path.target);
}

function comparable(target: string): string {
  const path = pathOf(target).replace(/\/+$/, '');
  try {
    return JSON.stringify(path.split('/').map(decodeURIComponent));
  } catch {
    return path;
  }
}

function pathOf(target: string): string {
  return target.split('?', 1)[0] ?? '';
}

export function unknownChannel(
  name: string,
  { document }: LoadedFile,
  { channels, channelTable }: Snapshot,
): SpecError {
  const [near] = channelTable.nearest(CHANNEL_METHOD, pathOf(name), 1);
  const hint = near === undefined ? whichThereAre(channels) : `the nearest is ${near.id}`;
  const message = `there is no channel ${shorten(name)}`;
  return new SpecError(document ? [document.place.problem('unknown-name', message, { hint })] : []);
}

const MOST_NAMED = 5;

function whichThereAre(channels: Snapshot['channels']): string {
  if (channels.length === 0) return 'the project has no channels';
  const more = channels.length > MOST_NAMED ? ` and ${channels.length - MOST_NAMED} more` : '';
  const named = channels.slice(0, MOST_NAMED).map(({ path }) => path);
  return `there ${channels.length === 1 ? 'is' : 'are'} ${named.join(', ')}${more}`;
}

export interface KnownRooms {
  readonly rooms: readonly string[];
  /** Why there are none. */
  readonly why: string | undefined;
}

/** The rooms that whoever connects there comes into, as far as the address alone says so. */
export function roomsOf({ channel, path }: ChannelAddress, { live, ids }: ChannelDeps): KnownRooms {
  const unknown = (why: string): KnownRooms => ({ rooms: [], why });
  if (!path) return unknown(`${channel.path} may have many; a path such as ${examplePath(channel)} has one`);
  const exchange = new RequestExchange({
    id: madeUpId(ids.prefix),
    request: {
      method: 'GET',
      target: path.target,
      path: pathOf(path.target),
      queryText: path.target.split('?').slice(1).join('?'),
      headers: {},
      client: { host: '', port: 0 },
      port: 0,
    },
    seed: 0,
    locale: live.current.settings.locale,
    counters: createCounters(),
  });
  exchange.pathParams = path.params;
  try {
    const { scope, issues } = channel.admit(exchange);
    const issue = issues.find((item) => item.in === 'url');
    return issue ? unknown(issue.message) : { rooms: channel.rooms(scope, exchange), why: undefined };
  } catch (error) {
    if (error instanceof RequestError || error instanceof ExpressionError) return unknown(error.message);
    throw error;
  }
}

/** `/ws/{room}/{user}` as a client might ask for it: `/ws/room/user`. */
function examplePath({ path }: CompiledChannel): string {
  return path.replace(/[{}*]/g, '');
}
