/**
 * The load generator, a process of its own: each connection sends one request and waits for its answer.
 * It reads no more of an answer than it must, so that the server is what is measured, not the client.
 */

import { connect, type Socket } from 'node:net';
import { type LoadOrder, type LoadResult, listen, tell } from './messages.ts';

listen<LoadOrder>((order) => {
  run(order).then(tell, (error: unknown) => tell({ error: String(error) }));
});

/** Open connections by port: a server is asked again and again. */
const pools = new Map<number, readonly Socket[]>();

async function run({ port, request, connections, ms }: LoadOrder): Promise<LoadResult> {
  const sockets = await connectAll(port, connections);
  const bytes = Buffer.from(request, 'latin1');
  const cpu = process.cpuUsage();
  const startedAt = performance.now();
  const counts = await Promise.all(sockets.map((socket) => converse(socket, bytes, startedAt + ms)));
  const tookMs = performance.now() - startedAt;
  const { user, system } = process.cpuUsage(cpu);
  return { answers: counts.reduce((sum, count) => sum + count, 0), ms: tookMs, cpuMs: (user + system) / 1000 };
}

async function connectAll(port: number, count: number): Promise<readonly Socket[]> {
  const open = (pools.get(port) ?? []).filter((socket) => !socket.destroyed);
  const missing = Array.from({ length: count - open.length }, () => openSocket(port));
  const sockets = [...open, ...(await Promise.all(missing))];
  pools.set(port, sockets);
  return sockets;
}

function openSocket(port: number): Promise<Socket> {
  return new Promise((resolve, reject) => {
    const socket = connect({ port, host: '127.0.0.1', noDelay: true });
    socket.once('error', reject);
    socket.once('connect', () => resolve(socket));
    // A server ends connections that nobody used for a while.
    socket.on('end', () => socket.destroy());
  });
}

const OK = 'HTTP/1.1 200';

/** Asks again and again until the deadline; resolves with the number of answers. */
function converse(socket: Socket, request: Buffer, deadline: number): Promise<number> {
  return new Promise((resolve, reject) => {
    let answers = 0;
    let answerBytes = 0;
    let received = 0;
    const fail = (): void => reject(new Error(`a connection was closed after ${answers} answers`));
    const onData = (chunk: Buffer): void => {
      if (received === 0 && chunk.toString('latin1', 0, OK.length) !== OK) {
        reject(new Error(`an answer begins with ${JSON.stringify(chunk.toString('latin1', 0, 200))}`));
        socket.destroy();
        return;
      }
      // Every answer to one request is as long as the first.
      if (answerBytes === 0) answerBytes = lengthOf(chunk);
      received += chunk.length;
      if (received < answerBytes) return;
      received = 0;
      answers++;
      // Asking the clock each time would cost a tenth of all.
      if ((answers & 7) !== 0 || performance.now() < deadline) {
        socket.write(request);
        return;
      }
      socket.off('data', onData).off('close', fail);
      resolve(answers);
    };
    socket.on('data', onData).once('close', fail);
    socket.write(request);
  });
}

/** Bytes of an answer whose whole head is in its first chunk. */
function lengthOf(chunk: Buffer): number {
  const head = chunk.toString('latin1', 0, chunk.indexOf('\r\n\r\n') + 4);
  return head.length + Number(/^content-length: *(\d+)/im.exec(head)?.[1]);
}
