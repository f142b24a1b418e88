/** Ends a server without losing an answer: nothing new is accepted, what is being answered may finish. */

import type { Server, ServerResponse } from 'node:http';
import type { Socket } from 'node:net';

/** How long answers and goodbyes under way may take, in ms. */
export const GRACE_MS = 10_000;

export interface DrainOptions {
  /** Default: GRACE_MS. */
  readonly graceMs?: number | undefined;
  /** Told how many connections were cut off after that. */
  readonly onForced?: ((connections: number) => void) | undefined;
}

interface Connections {
  readonly sockets: Set<Socket>;
  draining: Promise<void> | undefined;
}

const followed = new WeakMap<Server, Connections>();

/** Remembers the connections of a server, so that `drainServer` can end each in its way. Call it before `listen`. */
export function followConnections(server: Server): void {
  connectionsOf(server);
}

/** An upgraded connection speaks another protocol: whoever speaks it says goodbye in it. */
export function leaveToOthers(server: Server, socket: Socket): void {
  connectionsOf(server).sockets.delete(socket);
}

/**
 * Stops accepting and closes idle connections; answers under way get `connection: close` and may finish.
 * Resolves when the last connection has ended, by itself or after `graceMs`; a second call joins the first.
 * Those that were left to others are theirs to end; it waits for them all the same.
 */
export function drainServer(server: Server, options: DrainOptions = {}): Promise<void> {
  const connections = connectionsOf(server);
  connections.draining ??= drain(server, connections.sockets, options);
  return connections.draining;
}

function connectionsOf(server: Server): Connections {
  const known = followed.get(server);
  if (known) return known;
  const sockets = new Set<Socket>();
  server.on('connection', (socket: Socket) => {
    // It is told of twice when a request is read again.
    if (sockets.has(socket)) return;
    sockets.add(socket);
    socket.once('close', () => sockets.delete(socket));
  });
  const connections: Connections = { sockets, draining: undefined };
  followed.set(server, connections);
  return connections;
}

async function drain(server: Server, sockets: ReadonlySet<Socket>, options: DrainOptions): Promise<void> {
  const { graceMs = GRACE_MS, onForced } = options;
  // Node's own close() calls this and destroys connections whose answer is written but not sent yet: a large body to a
  // slow reader would be cut
  server.closeIdleConnections = () => {};
  const closed = new Promise<void>((resolve) => {
    server.close(() => resolve());
  });
  const timer = setTimeout(() => {
    onForced?.(sockets.size);
    for (const socket of sockets) socket.destroy();
    server.closeAllConnections();
  }, graceMs);
  // requests that have arrived but were not read yet are in flight too
  await nextTurn();
  for (const socket of sockets) endConnection(socket);
  await closed;
  clearTimeout(timer);
}

function endConnection(socket: Socket): void {
  const response = responseOn(socket);
  if (!response) {
    socket.destroySoon();
    return;
  }
  response.shouldKeepAlive = false;
  response.once('close', () => socket.destroySoon());
}

/**
 * What is being answered on a connection. The property is Node's own and not documented, but a list kept through public
 * means would cost every request something; closeIdleConnections itself and every library of this kind reads it.
 */
function responseOn(socket: Socket & { readonly _httpMessage?: ServerResponse | null }): ServerResponse | undefined {
  return socket._httpMessage ?? undefined;
}

/** Two turns of the event loop: the first may have begun after the system was asked for events. */
function nextTurn(): Promise<void> {
  return new Promise((resolve) => setImmediate(() => setImmediate(resolve)));
}
