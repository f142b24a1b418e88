/** A WebSocket client that says exactly the bytes that it is given, and answers nothing by itself. */

import { once } from 'node:events';
import { connect, type Socket } from 'node:net';

export interface RawClient {
  readonly socket: Socket;
  write(...pieces: readonly Buffer[]): void;
  /** The code of the close frame that came last; undefined where the connection ended without one. */
  readonly closed: Promise<number | undefined>;
}

/** Resolves once the connection is upgraded. */
export async function openRaw(port: number, path: string): Promise<RawClient> {
  const socket = connect({ port, host: '127.0.0.1', allowHalfOpen: false });
  socket.on('error', () => {});
  await once(socket, 'connect');
  socket.write(
    `GET ${path} HTTP/1.1\r\nhost: x\r\nupgrade: websocket\r\nconnection: Upgrade\r\n` +
      'sec-websocket-key: dGhlIHNhbXBsZSBub25jZQ==\r\nsec-websocket-version: 13\r\n\r\n',
  );
  let received = Buffer.alloc(0);
  const upgraded = new Promise<void>((resolve, reject) => {
    const onData = (chunk: Buffer): void => {
      received = Buffer.concat([received, chunk]);
      const end = received.indexOf('\r\n\r\n');
      if (end < 0) return;
      if (!received.toString('latin1').startsWith('HTTP/1.1 101')) reject(new Error(received.toString('latin1')));
      received = received.subarray(end + 4);
      resolve();
      socket.off('data', onData);
      socket.on('data', (more) => {
        received = Buffer.concat([received, more]);
      });
    };
    socket.on('data', onData);
  });
  const closed = new Promise<number | undefined>((resolve) => {
    socket.once('close', () => resolve(lastCloseCode(received)));
  });
  await upgraded;
  return {
    socket,
    write(...pieces) {
      socket.write(Buffer.concat(pieces));
    },
    closed,
  };
}

export interface FrameOptions {
  readonly isFinal?: boolean;
  /** Written into the head whatever the payload has. */
  readonly length?: number | bigint;
  readonly isMasked?: boolean;
  /** The three bits behind FIN. */
  readonly reserved?: number;
}

/** One frame as a client writes it (RFC 6455 §5.2), or nearly. */
export function frame(opcode: number, payload: Buffer | string = '', options: FrameOptions = {}): Buffer {
  const { isFinal = true, isMasked = true, reserved = 0 } = options;
  const content = Buffer.from(payload);
  const length = BigInt(options.length ?? content.length);
  const first = (isFinal ? 0x80 : 0) | (reserved << 4) | opcode;
  const mask = isMasked ? 0x80 : 0;
  const key = Buffer.from([1, 2, 3, 4]);
  let head: Buffer;
  if (length < 126n) head = Buffer.from([first, mask | Number(length)]);
  else if (length < 0x1_0000n) {
    head = Buffer.from([first, mask | 126, 0, 0]);
    head.writeUInt16BE(Number(length), 2);
  } else {
    head = Buffer.from([first, mask | 127, 0, 0, 0, 0, 0, 0, 0, 0]);
    head.writeBigUInt64BE(length, 2);
  }
  if (!isMasked) return Buffer.concat([head, content]);
  return Buffer.concat([head, key, content.map((byte, index) => byte ^ (key[index % 4] ?? 0))]);
}

export const TEXT = 1;
export const BINARY = 2;
export const CONTINUATION = 0;
export const CLOSE_FRAME = 8;
export const PING = 9;
export const PONG = 10;

/** Frames of a server are not masked; none of the ones here is long. */
function lastCloseCode(bytes: Buffer): number | undefined {
  let code: number | undefined;
  for (let at = 0; at + 2 <= bytes.length; ) {
    const opcode = (bytes[at] ?? 0) & 0x0f;
    let length = (bytes[at + 1] ?? 0) & 0x7f;
    let start = at + 2;
    if (length === 126) {
      length = bytes.readUInt16BE(start);
      start += 2;
    } else if (length === 127) {
      length = Number(bytes.readBigUInt64BE(start));
      start += 8;
    }
    if (opcode === CLOSE_FRAME && length >= 2 && start + 2 <= bytes.length) code = bytes.readUInt16BE(start);
    at = start + length;
  }
  return code;
}
