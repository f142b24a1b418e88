/** A whole answer on a bare socket, and its end: for what never became a request, and for a handshake that fails. */

import { STATUS_CODES } from 'node:http';
import type { Duplex } from 'node:stream';
import type { RawHeaders, ResponsePlan } from '../core/plan.ts';

/** An answer that is at hand; of a plan, its delay and file are left out. */
export interface SocketAnswer {
  readonly status: number;
  readonly headers: RawHeaders;
  readonly body: Buffer | string;
}

/** How long a refused client may go on sending before its connection is cut. */
const LINGER_MS = 1000;

/** Sends it with `content-length`, `date` and `connection: close`, and ends the connection. */
export function answerOnSocket(socket: Duplex, answer: SocketAnswer): void {
  endSocket(socket, formatAnswer(answer));
}

/** The same of a plan, which is a refusal: those have a body. */
export function planOnSocket(socket: Duplex, plan: ResponsePlan): void {
  const { status, headers } = plan;
  answerOnSocket(socket, { status, headers, body: plan.kind === 'send' ? plan.body : '' });
}

function formatAnswer({ status, headers, body }: SocketAnswer): Buffer {
  const bytes = Buffer.from(body);
  const fields = [...headers, 'content-length', String(bytes.length), 'connection', 'close'];
  let head = `HTTP/1.1 ${status} ${STATUS_CODES[status] ?? ''}\r\ndate: ${new Date().toUTCString()}\r\n`;
  for (let index = 0; index < fields.length; index += 2) head += `${fields[index]}: ${fields[index + 1]}\r\n`;
  return Buffer.concat([Buffer.from(`${head}\r\n`, 'latin1'), bytes]);
}

/** Sends the last bytes and waits for the client to close: closing over unread input would reset the connection. */
function endSocket(socket: Duplex, bytes: Buffer): void {
  const timer = setTimeout(() => socket.destroy(), LINGER_MS);
  socket.once('close', () => clearTimeout(timer));
  socket.once('end', () => socket.destroy());
  socket.end(bytes);
  socket.resume();
}
