/** HTTP of a test: what it writes is what is sent, and the whole answer comes back. */

import http, { type ClientRequest, type IncomingMessage } from 'node:http';
import https from 'node:https';
import type { Duplex } from 'node:stream';
import { rootCertificates } from 'node:tls';
import { formatDuration, MAX_TIMER_MS } from '../../core/duration.ts';
import { formatSize } from '../../core/size.ts';
import type { Target } from '../target.ts';
import { type ReadAnswer, toAnswer } from './answer.ts';
import { inflateBody } from './inflate.ts';
import { explainNetworkError } from './network-failure.ts';

export interface WireRequest {
  readonly method: string;
  /** Whole; path and query go out as they are here. */
  readonly url: string;
  /** All of them but Connection, in order; `host` and `content-length` included. */
  readonly headers: readonly (readonly [string, string])[];
  readonly body: Buffer | undefined;
}

export type Reply = { readonly kind: 'answered'; readonly read: ReadAnswer } | Failed;

/** No answer, or not a whole one. */
interface Failed {
  readonly kind: 'failed';
  /** In words. */
  readonly message: string;
}

export interface HttpClient {
  /** Never rejects; `timeoutMs` is for all of it. */
  send(request: WireRequest, timeoutMs: number): Promise<Reply>;
  /** Ends the connections that are kept. */
  close(): void;
}

export interface HttpClientOptions {
  readonly tls: Target['tls'];
  /**
   * Whether a request is sent once more when the kept connection that it went out on is cut before any answer: then the
   * service has closed it in that moment, as every client has to expect (RFC 9112 §9.3.1).
   */
  readonly isRepeating: boolean;
}

/** What an answer may weigh, also when it is decoded. */
const MAX_BYTES = 64 * 1024 * 1024;
/** Servers close connections that nobody uses, often after 5 s: we are first. */
const IDLE_MS = 2000;

export function createHttpClient({ tls, isRepeating }: HttpClientOptions): HttpClient {
  const agentOptions = { keepAlive: true, timeout: IDLE_MS, scheduling: 'lifo' } as const;
  const plain = new http.Agent(agentOptions);
  const secure = new https.Agent({
    ...agentOptions,
    rejectUnauthorized: !tls.isInsecure,
    ...(tls.ca === undefined ? {} : { ca: [...rootCertificates, tls.ca] }),
  });
  const agents: Agents = { plain, secure };
  return {
    async send(request, timeoutMs) {
      let startedAt = performance.now();
      let received = await exchange(request, agents, timeoutMs);
      if (received.kind === 'cut' && isRepeating) {
        startedAt = performance.now();
        received = await exchange(request, agents, timeoutMs);
      }
      return finish(received, startedAt);
    },
    close() {
      plain.destroy();
      secure.destroy();
    },
  };
}

interface Agents {
  readonly plain: http.Agent;
  readonly secure: https.Agent;
}

type Received =
  | { readonly kind: 'whole'; readonly response: IncomingMessage; readonly bytes: Buffer; readonly endedAt: number }
  | { readonly kind: 'cut'; readonly message: string }
  | Failed;

async function finish(received: Received, startedAt: number): Promise<Reply> {
  if (received.kind !== 'whole') return { kind: 'failed', message: received.message };
  const { response, bytes, endedAt } = received;
  const ms = endedAt - startedAt;
  const encoding = response.headers['content-encoding'];
  if (encoding === undefined || bytes.length === 0) return { kind: 'answered', read: toAnswer(response, bytes, ms) };
  const inflated = await inflateBody(bytes, encoding, MAX_BYTES);
  if ('bytes' in inflated) return { kind: 'answered', read: toAnswer(response, inflated.bytes, ms) };
  const { answer } = toAnswer(response, Buffer.alloc(0), ms);
  return { kind: 'answered', read: { answer: { ...answer, body: bytes, bytes }, fault: inflated.fault } };
}

function exchange({ method, url, headers, body }: WireRequest, agents: Agents, timeoutMs: number): Promise<Received> {
  return new Promise((resolve) => {
    let request: ClientRequest;
    let isAnswering = false;
    const settle = (received: Received): void => {
      clearTimeout(timer);
      resolve(received);
    };
    const giveUp = (message: string): void => {
      settle({ kind: 'failed', message });
      request?.destroy();
    };
    const timer = setTimeout(
      () => giveUp(isAnswering ? late('whole answer', timeoutMs) : late('answer', timeoutMs)),
      Math.min(timeoutMs, MAX_TIMER_MS),
    );
    try {
      const { isSecure, hostname, port, path } = splitUrl(url);
      const agent = isSecure ? agents.secure : agents.plain;
      // A flat list goes out as it is; Node's types know it for server answers only.
      const flat = headers.flatMap(([name, value]) => [name, toWire(value)]) as unknown as http.OutgoingHttpHeaders;
      request = (isSecure ? https : http).request({ agent, hostname, port, method, path, headers: flat });
    } catch (error) {
      settle({ kind: 'failed', message: `it cannot be sent: ${explainUnsendable(error)}` });
      return;
    }
    request.once('response', (response) => {
      isAnswering = true;
      collect(response, settle, giveUp);
    });
    const takeOver = (response: IncomingMessage, socket: Duplex): void => {
      settle({ kind: 'whole', response, bytes: Buffer.alloc(0), endedAt: performance.now() });
      socket.destroy();
    };
    request.once('upgrade', takeOver);
    request.once('connect', takeOver);
    request.on('error', (error: NodeJS.ErrnoException) => {
      const message = explainNetworkError(error, url);
      const isCut = error.code === 'ECONNRESET' || error.code === 'EPIPE';
      settle({ kind: isCut && request.reusedSocket && !isAnswering ? 'cut' : 'failed', message });
    });
    request.end(body);
  });
}

function late(what: string, ms: number): string {
  return `there was no ${what} within ${formatDuration(ms)}`;
}

function collect(response: IncomingMessage, settle: (received: Received) => void, giveUp: (why: string) => void): void {
  const chunks: Buffer[] = [];
  let size = 0;
  response.on('data', (chunk: Buffer) => {
    size += chunk.length;
    if (size > MAX_BYTES) giveUp(`the answer is larger than ${formatSize(MAX_BYTES)}`);
    else chunks.push(chunk);
  });
  response.once('end', () => {
    const bytes = chunks.length === 1 && chunks[0] ? chunks[0] : Buffer.concat(chunks);
    settle({ kind: 'whole', response, bytes, endedAt: performance.now() });
  });
  // After `end` it changes nothing.
  response.once('close', () => {
    settle({ kind: 'failed', message: `the answer was cut off after ${formatSize(size)}` });
  });
  response.on('error', () => {});
}

/** `new URL` would write the path anew: `/a/../b` has to arrive as it is. */
function splitUrl(url: string): {
  readonly isSecure: boolean;
  readonly hostname: string;
  readonly port: string;
  readonly path: string;
} {
  const { protocol, hostname, port } = new URL(url);
  const [, path = ''] = /^[a-z]+:\/\/[^/?#]*([^#]*)/i.exec(url) ?? [];
  // Node lets Latin-1 pass, which no server would read as what was meant.
  if (/[^!-~]/.test(path)) throw new Error('its path has characters that have to be percent-encoded');
  const isSecure = protocol === 'https:';
  return {
    isSecure,
    hostname: hostname.replace(/^\[(.*)\]$/, '$1'),
    port: port || (isSecure ? '443' : '80'),
    path: path.startsWith('/') ? path : `/${path}`,
  };
}

/** Headers are bytes: what is beyond ASCII goes out as UTF-8. */
function toWire(value: string): string {
  return /^[\u0000-\u007f]*$/.test(value) ? value : Buffer.from(value, 'utf8').toString('latin1');
}

function explainUnsendable(error: unknown): string {
  const { code, message } = error as NodeJS.ErrnoException;
  return code === 'ERR_INVALID_URL' ? 'its URL is none' : message;
}
