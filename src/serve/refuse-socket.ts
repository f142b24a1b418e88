/** Answers to what is no HTTP request: on the bare socket, since there is no exchange to answer. */

import type { Duplex } from 'node:stream';
import type { RawHeaders } from '../core/plan.ts';
import { formatSize } from '../core/size.ts';
import { answerOnSocket } from './socket-answer.ts';

/** What is refused on a bare socket. */
export interface SocketRefusal {
  readonly status: number;
  /** What is wrong with what came. */
  readonly message: string;
  /** Who sent it. */
  readonly socket: Duplex;
}

export interface RenderedRefusal {
  /** Without `content-length` and `connection`. */
  readonly headers: RawHeaders;
  readonly body: string;
  /** Takes it down in log and journal. */
  note?(): void;
}

export type RenderRefusal = (refusal: SocketRefusal) => RenderedRefusal;

interface RefuseOptions {
  readonly render: RenderRefusal;
  /** `limits.headers`. */
  readonly headerBytes: number;
}

/**
 * A listener for the server's `clientError`.
 * 431 for too large headers, 408 for slow ones, 413 for chunk extensions out of bounds, 400 for the rest; the connection ends with it.
 * A socket on which an answer has begun is destroyed: a second one would be taken for its body.
 */
export function createSocketRefuser({ render, headerBytes }: RefuseOptions): (error: Error, socket: Duplex) => void {
  const refused = new WeakSet<Duplex>();
  return (error, socket) => {
    // What a refused client goes on sending is no HTTP either.
    if (refused.has(socket)) return;
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'ECONNRESET' || code === 'EPIPE' || !socket.writable || isAnswering(socket)) {
      socket.destroy();
      return;
    }
    refused.add(socket);
    const { status, message } = refusal(error, headerBytes);
    const rendered = render({ status, message, socket });
    // Of a request that is under way somebody else tells.
    if (!isUnderWay(socket) && hasSpoken(socket)) rendered.note?.();
    answerOnSocket(socket, { status, ...rendered });
  };
}

function refusal(error: Error, headerBytes: number): { readonly status: number; readonly message: string } {
  const { code, reason } = error as NodeJS.ErrnoException & { readonly reason?: string };
  switch (code) {
    case 'HPE_HEADER_OVERFLOW':
      return {
        status: 431,
        message: `the request line and headers are larger than ${formatSize(headerBytes)}; raise limits.headers`,
      };
    case 'ERR_HTTP_REQUEST_TIMEOUT':
      return { status: 408, message: 'the request took too long to arrive' };
    case 'HPE_CHUNK_EXTENSIONS_OVERFLOW':
      return { status: 413, message: 'the extensions of a chunk are too long' };
    default: {
      const why = reason === undefined || reason === '' ? '' : `: ${reason.charAt(0).toLowerCase()}${reason.slice(1)}`;
      return { status: 400, message: `this is no valid HTTP request${why}` };
    }
  }
}

/** Node's own default asks the same of the same field; no public one tells it. */
function isAnswering(socket: Duplex): boolean {
  return answerOf(socket)?.headersSent === true;
}

/** What goes wrong with its body is its own affair. */
function isUnderWay(socket: Duplex): boolean {
  return answerOf(socket) !== undefined;
}

function answerOf(socket: Duplex): { readonly headersSent: boolean } | undefined {
  const { _httpMessage: answer } = socket as Duplex & {
    readonly _httpMessage?: { readonly headersSent: boolean } | null;
  };
  return answer ?? undefined;
}

/** Browsers open connections that they may need, and never say a word on some of them. */
function hasSpoken(socket: Duplex): boolean {
  return (socket as Duplex & { readonly bytesRead?: number }).bytesRead !== 0;
}
