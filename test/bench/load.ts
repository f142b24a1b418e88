/**
 * The load generator, a process of its own: each connection sends one request and waits for its answer.
 * It reads no more of an answer than it must, so that the server is what is measured, not the client.
 */

import { connect, type Socket } from 'node:net';
import { type LoadOrder, type LoadResult, tell } from './messages.ts';

process.on('message', (order: LoadOrder) => {
  run(order).then(tell, (error: unknown) => tell({ error: String(error) }));
});

async function run(order: LoadOrder): Promise<LoadResult> {
  const sockets = await Promise.all(Array.from({ length: order.connections }, () => open(order.port)));
  const request = Buffer.from(order.request, 'latin1');
  const cpu = process.cpuUsage();
  const startedAt = performance.now();
  const deadline = startedAt + order.ms;
  const counts = await Promise.all(sockets.map((socket) => converse(socket, request, deadline)));
  const ms = performance.now() - startedAt;
  const { user, system } = process.cpuUsage(cpu);
  return { answers: counts.reduce((sum, count) => sum + count, 0), ms, cpuMs: (user + system) / 1000 };
}

function open(port: number): Promise<Socket> {
  return new Promise((resolve, reject) => {
    const socket = connect({ port, host: '127.0.0.1', noDelay: true });
    socket.once('error', reject);
    socket.once('connect', () => resolve(socket));
  });
}

const OK = 'HTTP/1.1 200';

/** Asks again and again until the deadline; resolves with the number of answers. */
function converse(socket: Socket, request: Buffer, deadline: number): Promise<number> {
  return new Promise((resolve, reject) => {
    let answers = 0;
    let answerBytes = 0;
    let received = 0;
    socket.removeAllListeners('error');
    socket.on('error', reject);
    socket.on('close', () => reject(new Error(`the connection was closed after ${answers} answers`)));
    socket.on('data', (chunk: Buffer) => {
      if (received === 0 && chunk.toString('latin1', 0, OK.length) !== OK) {
        socket.destroy(new Error(`an answer begins with ${JSON.stringify(chunk.toString('latin1', 0, 200))}`));
        return;
      }
      // Every answer to one request is as long as the first.
      if (answerBytes === 0) answerBytes = lengthOf(chunk);
      received += chunk.length;
      if (received < answerBytes) return;
      received = 0;
      answers++;
      // Asking the clock each time would cost a tenth of all.
      if ((answers & 15) !== 0 || performance.now() < deadline) {
        socket.write(request);
        return;
      }
      socket.removeAllListeners('close');
      socket.end();
      resolve(answers);
    });
    socket.write(request);
  });
}

/** Bytes of an answer whose whole head is in its first chunk. */
function lengthOf(chunk: Buffer): number {
  const head = chunk.toString('latin1', 0, chunk.indexOf('\r\n\r\n') + 4);
  return head.length + Number(/^content-length: *(\d+)/im.exec(head)?.[1]);
}
