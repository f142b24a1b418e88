/** A client of a channel that hears one message after the other: nothing is slept for, nothing is missed. */

import { on, once } from 'node:events';
import { type ClientOptions, WebSocket } from 'ws';

/** One end of a conversation, whatever program it is in. */
export interface Talker {
  /** Text goes as it is, bytes as a binary frame, all else as JSON. */
  send(message: unknown): Promise<void>;
  /** The very next message: JSON parsed, other text as it is, bytes as Buffer. */
  next(): Promise<unknown>;
  /** Resolves with the close code when the connection is closed. */
  close(): Promise<number>;
}

export interface WsTalker extends Talker {
  /** How it ended, whoever ended it. */
  readonly closed: Promise<{ readonly code: number; readonly reason: string }>;
}

/** `ws://127.0.0.1:43211/chat/lobby/ann`. Resolves when the connection is open. */
export async function connectWs(url: string, options: ClientOptions = {}): Promise<WsTalker> {
  const socket = new WebSocket(url, options);
  const messages = on(socket, 'message', { close: ['close'] });
  const closed = once(socket, 'close').then(([code, reason]) => ({ code: Number(code), reason: String(reason) }));
  await once(socket, 'open');
  return {
    closed,
    async send(message) {
      socket.send(typeof message === 'string' || Buffer.isBuffer(message) ? message : JSON.stringify(message));
    },
    async next() {
      const { value, done } = await messages.next();
      if (done) throw new Error('the connection was closed before another message came');
      const [data, isBinary] = value as [Buffer, boolean];
      return isBinary ? data : parse(String(data));
    },
    async close() {
      socket.close(1000);
      return (await closed).code;
    },
  };
}

/** The status and JSON of the HTTP answer to a handshake that is refused. */
export async function refusedHandshake(url: string): Promise<{ readonly status: number; readonly body: unknown }> {
  const socket = new WebSocket(url);
  const [request, response] = await once(socket, 'unexpected-response');
  const chunks: Buffer[] = await response.toArray();
  request.destroy();
  return { status: response.statusCode, body: JSON.parse(Buffer.concat(chunks).toString()) };
}

/** JSON, or a text that is none. */
export function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
