/**
 * The load generator for channels, a process of its own: bare sockets that count bytes, so that the server is what is
 * measured. One member of the room talks, all of them listen.
 */

import { connect, type Socket } from 'node:net';
import { type ChannelOrder, type LoadResult, listen, tell } from './messages.ts';

listen<ChannelOrder>((order) => {
  const done = order.do === 'talk' ? talk(order) : sitIdle(order);
  done.then(tell, (error: unknown) => tell({ error: String(error) }));
});

interface Room {
  readonly sender: Socket;
  readonly members: number;
  /** Bytes that all members have received. */
  received: number;
  /** Of one message to one member; 0 until the first has come. */
  frameBytes: number;
  onBytes: () => void;
}

/** Open rooms by port and size: a server is asked again and again. */
const rooms = new Map<string, Promise<Room>>();

type Talk = Extract<ChannelOrder, { readonly do: 'talk' }>;

const MESSAGE = clientFrame(JSON.stringify({ message: 'hello to everybody in this room, how are you today?' }));

async function talk({ port, members, inFlight, ms }: Talk): Promise<LoadResult> {
  const key = `${port} ${members}`;
  const opening = rooms.get(key) ?? openRoom(port, members);
  rooms.set(key, opening);
  const room = await opening;
  if (room.frameBytes === 0) await sayOnce(room);
  const cpu = process.cpuUsage();
  const startedAt = performance.now();
  const messages = await saySteadily(room, inFlight, startedAt + ms);
  const tookMs = performance.now() - startedAt;
  const { user, system } = process.cpuUsage(cpu);
  return { answers: messages * members, ms: tookMs, cpuMs: (user + system) / 1000 };
}

/** Resolves with the number of messages that everybody has heard. */
function saySteadily(room: Room, inFlight: number, deadline: number): Promise<number> {
  const bytesOfOne = room.frameBytes * room.members;
  let sent = 0;
  room.received = 0;
  const say = (count: number): void => {
    if (count <= 0) return;
    room.sender.write(count === 1 ? MESSAGE : Buffer.concat(Array<Buffer>(count).fill(MESSAGE)));
    sent += count;
  };
  return new Promise((resolve) => {
    room.onBytes = () => {
      if (room.received < sent * bytesOfOne) return;
      if (performance.now() < deadline) say(inFlight);
      else resolve(sent);
    };
    say(inFlight);
  });
}

/** The first message shows how long they are. */
function sayOnce(room: Room): Promise<void> {
  room.received = 0;
  return new Promise((resolve) => {
    room.onBytes = () => {
      if (room.frameBytes > 0 && room.received === room.frameBytes * room.members) resolve();
    };
    room.sender.write(MESSAGE);
  });
}

async function openRoom(port: number, members: number): Promise<Room> {
  const buffer = Buffer.alloc(65_536);
  const sockets: Socket[] = [];
  let room: Room | undefined;
  for (let index = 0; index < members; index++) {
    const onBytes = (count: number): void => {
      if (!room) return;
      if (room.frameBytes === 0) room.frameBytes = 2 + ((buffer[1] ?? 0) & 0x7f);
      room.received += count;
      room.onBytes();
    };
    sockets.push(await openSocket(port, `/ws/room-${members}/user-${index}`, buffer, onBytes));
  }
  const [sender] = sockets;
  if (!sender) throw new Error('a room without members');
  room = { sender, members, received: 0, frameBytes: 0, onBytes: () => {} };
  return room;
}

async function sitIdle({ port, connections }: Extract<ChannelOrder, { readonly do: 'idle' }>): Promise<{ done: true }> {
  const buffer = Buffer.alloc(65_536);
  for (let index = 0; index < connections; index++) {
    await openSocket(port, `/ws/idle/user-${index}`, buffer, () => {});
  }
  return { done: true };
}

/** All sockets read into one buffer: what is in it is looked at before the next one reads. */
function openSocket(port: number, path: string, buffer: Buffer, onBytes: (count: number) => void): Promise<Socket> {
  return new Promise((resolve, reject) => {
    let isOpen = false;
    const socket = connect({
      port,
      host: '127.0.0.1',
      noDelay: true,
      onread: {
        buffer,
        callback(count) {
          if (isOpen) onBytes(count);
          else if (buffer.toString('latin1', 0, 12) !== 'HTTP/1.1 101')
            reject(new Error(buffer.toString('latin1', 0, count)));
          else {
            isOpen = true;
            resolve(socket);
          }
          return true;
        },
      },
    });
    socket.once('error', reject);
    // Whoever waits for its bytes would wait for ever.
    socket.once('close', () => tell({ error: `a connection of ${path} was closed` }));
    socket.write(
      `GET ${path} HTTP/1.1\r\nhost: x\r\nupgrade: websocket\r\nconnection: Upgrade\r\n` +
        'sec-websocket-key: dGhlIHNhbXBsZSBub25jZQ==\r\nsec-websocket-version: 13\r\n\r\n',
    );
  });
}

/** A masked text frame of less than 126 bytes (RFC 6455 §5.2); the key is as good as any other. */
function clientFrame(text: string): Buffer {
  const key = [0x12, 0x34, 0x56, 0x78];
  const payload = Buffer.from(text).map((byte, index) => byte ^ (key[index % 4] ?? 0));
  return Buffer.concat([Buffer.from([0x81, 0x80 | payload.length, ...key]), payload]);
}
