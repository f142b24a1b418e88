/** The WebSocket handshake itself (RFC 6455 §4.2): `ws` does it, with the limits of the channel. */

import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import { type WebSocket, WebSocketServer } from 'ws';
import type { CompiledChannel } from '../../compile/compiled-channel.ts';
import { RequestError } from '../../core/errors.ts';
import { GRACE_MS } from '../stop.ts';

/** Pieces of one message: more of them are a waste of memory that `limits.frame` does not see. */
const MAX_FRAGMENTS = 1000;
/** Chunks that a message may arrive in: a few more than honest networks make of it. */
const CHUNK_BYTES = 256;

const servers = new WeakMap<CompiledChannel, WebSocketServer>();

export interface Upgrade {
  readonly req: IncomingMessage;
  readonly socket: Duplex;
  /** What came behind the request already. */
  readonly head: Buffer;
}

/** The connection; undefined when the client has gone. Throws RequestError (400) for what is no handshake; nothing is sent then. */
export function acceptUpgrade(channel: CompiledChannel, { req, socket, head }: Upgrade): WebSocket | undefined {
  const server = serverFor(channel);
  let accepted: WebSocket | undefined;
  let refused: string | undefined;
  const refuse = ({ message }: Error): void => {
    refused = `${message.charAt(0).toLowerCase()}${message.slice(1)}`;
  };
  server.once('wsClientError', refuse);
  server.handleUpgrade(req, socket, head, (ws) => {
    accepted = ws;
  });
  server.off('wsClientError', refuse);
  if (refused) throw new RequestError(400, 'not-upgradable', `this is no valid WebSocket handshake: ${refused}`);
  return accepted;
}

/** Nothing is deflated, so that every frame is written at once and in one piece, whoever writes it. */
function serverFor(channel: CompiledChannel): WebSocketServer {
  let server = servers.get(channel);
  if (!server) {
    const { protocols } = channel;
    const { frameBytes } = channel.limits;
    const options = {
      noServer: true,
      clientTracking: false,
      perMessageDeflate: false,
      // How long a client may take to answer a close frame: then its connection is cut.
      closeTimeout: GRACE_MS,
      maxPayload: frameBytes,
      maxFragments: MAX_FRAGMENTS,
      maxBufferedChunks: MAX_FRAGMENTS + Math.ceil(frameBytes / CHUNK_BYTES),
      handleProtocols: (offered: Set<string>) => chooseProtocol(protocols, [...offered]) ?? false,
    };
    server = new WebSocketServer(options);
    servers.set(channel, server);
  }
  return server;
}

/**
 * The channel's most preferred one that the client offers. A channel that names none goes along with the client's first:
 * browsers give a connection up when none of theirs is chosen.
 */
export function chooseProtocol(
  preferred: readonly string[] | undefined,
  offered: readonly string[],
): string | undefined {
  return preferred ? preferred.find((name) => offered.includes(name)) : offered[0];
}

/** A connection that was made under another limit takes this one from now on: `ws` itself asks only at the handshake. */
export function limitFrames(ws: WebSocket, bytes: number): void {
  const { _receiver: receiver } = ws as WebSocket & { readonly _receiver?: { _maxPayload?: number } };
  if (receiver?._maxPayload !== undefined) receiver._maxPayload = bytes;
}
