/** Writes of one turn of the event loop, collected: what a socket gets meanwhile goes out in one piece, in order. */

import type { Duplex } from 'node:stream';

let corked: Duplex[] = [];

/** Writes now, and sends at the end of the turn: a burst of messages costs each reader one system call. */
export function writeThisTurn(socket: Duplex, bytes: Buffer): void {
  if (socket.writableCorked === 0) {
    if (corked.length === 0) setImmediate(sendAll);
    corked.push(socket);
    socket.cork();
  }
  socket.write(bytes);
}

function sendAll(): void {
  const sockets = corked;
  corked = [];
  for (const socket of sockets) socket.uncork();
}
