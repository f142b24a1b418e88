/** A snapshot → an AsyncAPI 3.0 document of its channels: handshakes, messages of both sides, what the rules do. */

import type { CompiledChannel } from '../../compile/compiled-channel.ts';
import type { Snapshot } from '../../compile/snapshot.ts';
import type { JsonObject } from '../../core/json.ts';
import { type DocumentAbout, documentWords } from '../document-words.ts';
import { createNames } from '../names.ts';
import { channelObject } from './channel-object.ts';
import { operationsOf } from './operations.ts';
import { createSharedSchemas } from './shared-schemas.ts';

export interface AsyncApiAbout extends DocumentAbout {
  /** Where the mock is reached, `http://localhost:8010`; undefined names no server. */
  readonly url: string | undefined;
}

/** In the order in which the channels are declared; routes are not in it. */
export function asyncApiDocument(snapshot: Snapshot, about: AsyncApiAbout): JsonObject {
  const { url } = about;
  const schemas = createSharedSchemas();
  const names = createNames();
  const named = snapshot.channels.map((channel) => ({ channel, id: names.take(idOf(channel)) }));
  const channels = named.map(({ channel, id }) => [id, channelObject(channel, schemas)] as const);
  const operations = named.flatMap(({ channel, id }) => operationsOf(channel, id));
  const shared = schemas.all();
  const server = url === undefined ? undefined : serverObject(url);
  return {
    asyncapi: '3.0.0',
    info: { ...documentWords(snapshot, about) },
    ...(server ? { servers: { mock: server } } : {}),
    defaultContentType: 'application/json',
    channels: Object.fromEntries(channels),
    operations: Object.fromEntries(operations),
    ...(Object.keys(shared).length > 0 ? { components: { schemas: shared } } : {}),
  };
}

/** Undefined for what is no URL of HTTP or WebSocket. */
function serverObject(url: string): JsonObject | undefined {
  const parsed = URL.canParse(url) ? new URL(url) : undefined;
  const protocol = parsed && PROTOCOLS.get(parsed.protocol);
  if (!parsed || protocol === undefined || parsed.host === '') return undefined;
  const pathname = parsed.pathname.replace(/\/$/, '');
  return { host: parsed.host, ...(pathname === '' ? {} : { pathname }), protocol };
}

const PROTOCOLS: ReadonlyMap<string, string> = new Map([
  ['http:', 'ws'],
  ['ws:', 'ws'],
  ['https:', 'wss'],
  ['wss:', 'wss'],
]);

/** `/chat/{room}/{user}` is `chat-room-user`: letters that need no escaping in a `$ref`. */
function idOf({ path }: CompiledChannel): string {
  const words = path.split(/[^A-Za-z0-9_]+/).filter((word) => word !== '');
  return words.join('-') || 'root';
}
