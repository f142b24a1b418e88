/** Answers to what is no HTTP request: on the bare socket, since there is no exchange to answer. */

import type { Duplex } from 'node:stream';
import type { RawHeaders } from '../core/plan.ts';
import { formatSize } from '../core/size.ts';
import { answerOnSocket } from './socket-answer.ts';

/** The envelope of a refusal as head and body; `content-length` and `connection` are added. */
export type RenderRefusal = (
  status: number,
  message: string,
) => { readonly headers: RawHeaders; readonly body: string };

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
    answerOnSocket(socket, { status, ...render(status, message) });
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
  const { _httpMessage: answer } = socket as Duplex & {
    readonly _httpMessage?: { readonly headersSent: boolean } | null;
  };
  return answer?.headersSent === true;
}
