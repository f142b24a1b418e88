/** The handshake of a WebSocket connection (RFC 6455 §4.1), and what it is answered with. */

import type { ClientRequest, IncomingMessage } from 'node:http';
import { WebSocket } from 'ws';
import { formatDuration, MAX_TIMER_MS } from '../../core/duration.ts';
import type { Answer } from '../compiled-suite.ts';
import type { Target } from '../target.ts';
import { toAnswer } from './answer.ts';
import { type Connection, type Watching, watchSocket } from './connection.ts';
import { explainNetworkError } from './network-failure.ts';

export interface Dial extends Watching {
  /** `ws:` or `wss:`. */
  readonly url: string;
  readonly headers: readonly (readonly [string, string])[];
  readonly protocols: readonly string[];
  readonly tls: Target['tls'];
  readonly signal: AbortSignal | undefined;
}

export type Opening =
  | { readonly kind: 'open'; readonly answer: Answer; readonly connection: Connection }
  | { readonly kind: 'refused'; readonly answer: Answer }
  /** No answer at all, or one that breaks the protocol. */
  | { readonly kind: 'failed'; readonly message: string };

/** A refusal is shown, not worked with. */
const MAX_REFUSAL_BYTES = 1024 * 1024;

/** Never rejects. */
export function openSocket(dial: Dial): Promise<Opening> {
  const startedAt = performance.now();
  return new Promise((resolve) => {
    let socket: WebSocket;
    try {
      socket = connect(dial);
    } catch (error) {
      // A URL or a protocol that cannot be sent.
      resolve({ kind: 'failed', message: error instanceof Error ? error.message : String(error) });
      return;
    }
    const settle = (opening: Opening): void => {
      clearTimeout(timer);
      dial.signal?.removeEventListener('abort', interrupt);
      resolve(opening);
    };
    const giveUp = (message: string): void => {
      settle({ kind: 'failed', message });
      socket.terminate();
    };
    const interrupt = (): void => giveUp('the run was interrupted');
    const timer = setTimeout(
      () => giveUp(`there was no answer within ${formatDuration(dial.timeoutMs)}`),
      Math.min(dial.timeoutMs, MAX_TIMER_MS),
    );
    const connection = watchSocket(socket, dial);
    const answer = (response: IncomingMessage, bytes: Buffer): Answer =>
      toAnswer(response, bytes, performance.now() - startedAt).answer;
    let greeting: Answer | undefined;
    socket.once('upgrade', (response) => {
      greeting = answer(response, Buffer.alloc(0));
    });
    socket.once('open', () => {
      if (greeting) settle({ kind: 'open', answer: greeting, connection });
    });
    socket.once('unexpected-response', (request, response) => {
      readRefusal(request, response, (bytes) => settle({ kind: 'refused', answer: answer(response, bytes) }));
    });
    socket.on('error', (error) => {
      const message = greeting
        ? `the handshake is answered wrongly: ${error.message}`
        : explainNetworkError(error, dial.url);
      settle({ kind: 'failed', message });
    });
    dial.signal?.addEventListener('abort', interrupt);
    if (dial.signal?.aborted) interrupt();
  });
}

function connect({ url, headers, protocols, tls, limits }: Dial): WebSocket {
  return new WebSocket(url, [...protocols], {
    // What a test writes is what is sent, be it a `sec-websocket-version` that a server must refuse.
    finishRequest: (request) => finish(request, headers),
    perMessageDeflate: false,
    maxPayload: limits.bytes,
    rejectUnauthorized: !tls.isInsecure,
    ...(tls.ca === undefined ? {} : { ca: tls.ca }),
  });
}

function finish(request: ClientRequest, headers: Dial['headers']): void {
  try {
    const own = new Set<string>();
    for (const [name, value] of headers) {
      const key = name.toLowerCase();
      if (own.has(key)) request.appendHeader(key, value);
      else request.setHeader(key, value);
      own.add(key);
    }
    request.end();
  } catch (error) {
    // The socket tells of it once somebody listens.
    request.destroy(error instanceof Error ? error : undefined);
  }
}

function readRefusal(request: ClientRequest, response: IncomingMessage, done: (bytes: Buffer) => void): void {
  const chunks: Buffer[] = [];
  let size = 0;
  const end = (): void => {
    done(Buffer.concat(chunks).subarray(0, MAX_REFUSAL_BYTES));
    request.destroy();
  };
  response.on('data', (chunk: Buffer) => {
    chunks.push(chunk);
    size += chunk.length;
    if (size > MAX_REFUSAL_BYTES) end();
  });
  // Cut off in the middle it is shown as far as it came.
  response.on('error', end);
  response.once('close', end);
}
