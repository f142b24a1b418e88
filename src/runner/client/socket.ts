/** A WebSocket connection of a test (RFC 6455): the handshake and its answer, what came, how it ended. */

import type { ClientRequest, IncomingMessage } from 'node:http';
import { WebSocket } from 'ws';
import { formatDuration, MAX_TIMER_MS } from '../../core/duration.ts';
import { formatSize } from '../../core/size.ts';
import type { Answer } from '../compiled-suite.ts';
import type { Target } from '../target.ts';
import { toAnswer } from './answer.ts';
import type { Ending } from './ending.ts';
import { createInbox, type Inbox, type InboxLimits, type Message } from './inbox.ts';
import { explainNetworkError } from './network-failure.ts';
import type { Changing } from './until.ts';

export interface Dial {
  /** `ws:` or `wss:`. */
  readonly url: string;
  readonly headers: readonly (readonly [string, string])[];
  readonly protocols: readonly string[];
  readonly tls: Target['tls'];
  /** For the handshake with the body of a refusal, and for a message to leave. */
  readonly timeoutMs: number;
  readonly limits: InboxLimits;
  readonly signal: AbortSignal | undefined;
  /** Told of each message as it comes. */
  onMessage(message: Message): void;
}

export type Opening =
  | { readonly kind: 'open'; readonly answer: Answer; readonly connection: Connection }
  | { readonly kind: 'refused'; readonly answer: Answer }
  /** No answer at all, or one that breaks the protocol. */
  | { readonly kind: 'failed'; readonly message: string };

export interface Connection extends Changing {
  readonly inbox: Pick<Inbox, 'unread' | 'lastTaken' | 'take'>;
  /** Undefined while it is open. Every message that came before it is in the inbox. */
  readonly ending: Ending | undefined;
  /** `gone`: the connection ends, or has ended. */
  send(data: string | Buffer): Promise<'sent' | 'late' | 'gone'>;
  /** Begins the closing handshake (RFC 6455 §7.1.2); `ending` tells of its end. Throws for a code or a reason that no frame can carry. */
  close(code: number, reason: string): void;
  /** Without a close frame. */
  terminate(): void;
}

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
    const connection = watch(socket, dial);
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
      if (own.has(name)) request.appendHeader(name, value);
      else request.setHeader(name, value);
      own.add(name);
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

function watch(socket: WebSocket, { onMessage, limits, timeoutMs }: Dial): Connection {
  const inbox = createInbox(limits);
  const listeners = new Set<() => void>();
  let ending: Ending | undefined;
  let isClosing = false;
  let fault = '';
  const tell = (): void => {
    for (const listener of [...listeners]) listener();
  };
  socket.on('message', (data: Buffer, isBinary) => {
    if (fault !== '') return;
    const message = inbox.add(data, isBinary);
    if (message) {
      onMessage(message);
      tell();
      return;
    }
    fault = `too much is unread, more than ${limits.messages} messages or ${formatSize(limits.bytes)}`;
    socket.terminate();
  });
  socket.on('error', (error) => {
    if (fault === '') fault = `what the server sent is no WebSocket message that can be taken: ${error.message}`;
    socket.terminate();
  });
  socket.once('close', (code, reason) => {
    const by = fault !== '' ? 'fault' : isClosing ? 'client' : 'server';
    ending = { by, code, reason: reason.toString('utf8'), fault };
    tell();
  });
  return {
    inbox,
    get ending() {
      return ending;
    },
    onChange(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    send(data) {
      return new Promise((resolve) => {
        const timer = setTimeout(resolve, Math.min(timeoutMs, MAX_TIMER_MS), 'late');
        socket.send(data, (error) => {
          clearTimeout(timer);
          resolve(error ? 'gone' : 'sent');
        });
      });
    },
    close(code, reason) {
      // One that the server has begun stays the server's.
      isClosing = socket.readyState === WebSocket.OPEN;
      socket.close(code, reason);
    },
    terminate: () => socket.terminate(),
  };
}
