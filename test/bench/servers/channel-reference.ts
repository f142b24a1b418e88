/** What the reference servers have in common: rooms by path, and a line for each message. */

import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Duplex } from 'node:stream';
import { type WebSocket, WebSocketServer } from 'ws';
import { tell } from '../messages.ts';
import { obeyOrders } from './orders.ts';

export interface Seat {
  readonly ws: WebSocket;
  /** The socket below it. */
  readonly socket: Duplex;
  readonly user: string;
}

/** `hear` is called with each message and everybody in its room, the sender included. */
export function serveRooms(hear: (message: Buffer, from: Seat, room: ReadonlySet<Seat>) => void): void {
  const rooms = new Map<string, Set<Seat>>();
  const door = new WebSocketServer({ noServer: true, clientTracking: false, perMessageDeflate: false });
  const server = createServer();
  server.on('upgrade', (req, socket, head) => {
    door.handleUpgrade(req, socket, head, (ws) => {
      const [, , name = '', user = ''] = (req.url ?? '').split('/');
      const room = rooms.get(name) ?? new Set<Seat>();
      rooms.set(name, room);
      const seat: Seat = { ws, socket, user };
      room.add(seat);
      ws.on('message', (message: Buffer) => hear(message, seat, room));
      ws.on('close', () => room.delete(seat));
    });
  });
  obeyOrders();
  server.listen(0, '127.0.0.1', () => {
    const { port } = server.address() as AddressInfo;
    tell({ port, ms: 0, rssBytes: 0, heapBytes: 0 });
  });
}
