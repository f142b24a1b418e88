/** The channels of the plain service: a chat with rooms at two addresses, and a notice board. */

import type { IncomingMessage, Server } from 'node:http';
import type { Duplex } from 'node:stream';
import { type WebSocket, WebSocketServer } from 'ws';
import { type Answer, invalid, missing, refused } from './answer.ts';

interface Member {
  readonly socket: WebSocket;
  readonly user: string;
  readonly room: string;
}

interface Channel {
  readonly members: Set<Member>;
  join(member: Member): void;
  hear(member: Member, data: Buffer, isBinary: boolean): void;
  leave(member: Member): void;
}

const CHANNELS = /^\/(chat|ws)\/([^/]+)\/([^/]+)$|^\/(board)\/([^/]+)$/;

export function isChannel(path: string): boolean {
  return CHANNELS.test(path);
}

/** `isLeaking`: what is said in a room of /ws is heard in all of them. */
export function attachChat(server: Server, isLeaking: boolean): { close(): void } {
  const sockets = new WebSocketServer({ noServer: true });
  const board = createBoard();
  const channels = new Map([
    ['chat', createChat(false)],
    ['ws', createChat(isLeaking)],
    ['board', board],
  ]);
  server.on('upgrade', (request: IncomingMessage, socket: Duplex, head: Buffer) => {
    const { pathname, searchParams } = new URL(request.url ?? '/', 'http://localhost');
    const [, chat, chatRoom, chatUser, , boardRoom] = CHANNELS.exec(pathname) ?? [];
    const channel = channels.get(chat ?? 'board');
    const room = chatRoom ?? boardRoom;
    const user = chatUser ?? searchParams.get('name');
    if (!channel || room === undefined) return refuse(socket, refused(404, `no channel for ${pathname}`));
    if (user === null || user === '') return refuse(socket, invalid([missing('query', 'name')]));
    if (channel === board && namesIn(board, room).includes(user)) {
      return refuse(socket, refused(409, `the user "${user}" is connected to the room "${room}" already`));
    }
    sockets.handleUpgrade(request, socket, head, (accepted) => serve(channel, { socket: accepted, user, room }));
  });
  const clock = setInterval(() => tick(board), 1000);
  return {
    close() {
      clearInterval(clock);
      for (const client of sockets.clients) client.terminate();
    },
  };
}

function refuse(socket: Duplex, answer: Answer | undefined): void {
  const body = JSON.stringify(answer?.body);
  const head = `HTTP/1.1 ${answer?.status} Refused\r\ncontent-type: application/json\r\nconnection: close\r\n`;
  socket.end(`${head}content-length: ${Buffer.byteLength(body)}\r\n\r\n${body}`);
}

function serve(channel: Channel, member: Member): void {
  channel.members.add(member);
  channel.join(member);
  member.socket.on('message', (data: Buffer, isBinary) => channel.hear(member, data, isBinary));
  member.socket.on('close', () => {
    channel.members.delete(member);
    channel.leave(member);
  });
}

function createChat(isLeaking: boolean): Channel {
  const members = new Set<Member>();
  const toRoom = (room: string, message: object, leaks = false): void => {
    for (const member of members) if (leaks || member.room === room) send(member, message);
  };
  return {
    members,
    join: ({ room, user }) => toRoom(room, { user, message: '进入聊天' }),
    leave: ({ room, user }) => toRoom(room, { user, message: '离开' }),
    hear(sender, data) {
      const message = parse(data.toString());
      if (!isMap(message)) {
        send(sender, { code: 422, message: 'message must be an object', data: null });
      } else if (message.send_user) {
        send(sender, message);
        for (const member of members) if (member.user === message.send_user) send(member, message);
      } else {
        toRoom(sender.room, { user: sender.user, message: message.message ?? null }, isLeaking);
      }
    },
  };
}

function createBoard(): Channel {
  const members = new Set<Member>();
  const history = new Map<string, object[]>();
  const channel: Channel = {
    members,
    join(member) {
      for (const notice of history.get(member.room) ?? []) send(member, notice);
    },
    leave: () => {},
    hear(sender, data, isBinary) {
      const message = isBinary ? data : parse(data.toString());
      const { room, user, socket } = sender;
      if (isBinary) socket.send(data);
      else if (isMap(message) && typeof message.notice === 'string') {
        const notice = { from: user, notice: message.notice };
        history.set(room, [...(history.get(room) ?? []), notice].slice(-3));
        for (const member of members) if (member.room === room) send(member, notice);
      } else if (message === 'who') send(sender, { members: namesIn(channel, room) });
      else if (message === 'bye') {
        socket.send(`see you, ${user}`);
        socket.close(4000, 'bye');
      } else send(sender, { unknown: message });
    },
  };
  return channel;
}

function tick(board: Channel): void {
  const clock = new Date().toTimeString().slice(0, 8);
  for (const member of board.members) send(member, { clock, members: namesIn(board, member.room) });
}

function namesIn({ members }: Channel, room: string): readonly string[] {
  return [...members].filter((member) => member.room === room).map(({ user }) => user);
}

function send({ socket }: Member, message: object): void {
  socket.send(JSON.stringify(message));
}

function isMap(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** JSON objects and lists; any other text is itself. */
function parse(text: string): unknown {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null ? value : text;
  } catch {
    return text;
  }
}
