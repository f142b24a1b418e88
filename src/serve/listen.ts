/** Opens the port of a server, or says in words for people why that cannot be. */

import type { Server } from 'node:http';
import { isIP, isIPv6 } from 'node:net';

export interface ListenAddress {
  /** A host name or an IP address. */
  readonly host: string;
  /** 0 for any free one. */
  readonly port: number;
  /** What people change to have another address. Default: `--port` and `--host`. */
  readonly words?: AddressWords;
}

export interface AddressWords {
  readonly port: string;
  readonly host: string;
}

const SERVER_WORDS: AddressWords = { port: '--port', host: '--host' };

export interface BoundAddress {
  /** The IP address that is listened on. */
  readonly host: string;
  /** The port that was got. */
  readonly port: number;
  /** What to open in a browser, without a slash at the end: `http://localhost:8000`. */
  readonly url: string;
}

/** The port cannot be had; the message is a sentence for people. */
export class ListenError extends Error {
  override readonly name = 'ListenError';
  /** The system's: `EADDRINUSE`. */
  readonly code: string;

  constructor(code: string, message: string, cause: unknown) {
    super(message, { cause });
    this.code = code;
  }
}

/** Resolves once connections are accepted. Rejects with a ListenError for what another host or port would mend. */
export function listen(server: Server, { host, port, words = SERVER_WORDS }: ListenAddress): Promise<BoundAddress> {
  return new Promise((resolve, reject) => {
    const fail = (error: unknown): void => {
      server.off('listening', succeed);
      reject(explain(error, { host, port, words }));
    };
    const succeed = (): void => {
      server.off('error', fail);
      const bound = server.address();
      if (bound === null || typeof bound === 'string') reject(new Error('the server has no port'));
      else
        resolve({ host: bound.address, port: bound.port, url: `http://${urlHost(host, bound.address)}:${bound.port}` });
    };
    server.once('error', fail).once('listening', succeed);
    try {
      server.listen(port, host);
    } catch (error) {
      server.off('error', fail);
      fail(error);
    }
  });
}

function explain(error: unknown, address: Required<ListenAddress>): unknown {
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  const sentence = sentenceFor(code, address);
  return sentence === undefined ? error : new ListenError(code, sentence, error);
}

function sentenceFor(code: string, { host, port, words }: Required<ListenAddress>): string | undefined {
  switch (code) {
    case 'EADDRINUSE':
      return `port ${port} on ${host} is already taken; stop what listens there, or choose another with ${words.port} (0 takes any free one)`;
    case 'EACCES':
      return `port ${port} on ${host} may not be opened by this user; choose one above 1023 with ${words.port}`;
    case 'EADDRNOTAVAIL':
    case 'EAFNOSUPPORT':
      return `this machine has no address "${host}"; choose another with ${words.host}`;
    case 'ENOTFOUND':
    case 'EAI_AGAIN':
      return `there is no host "${host}"; choose another with ${words.host}`;
    case 'ERR_SOCKET_BAD_PORT':
      return `there is no port "${port}"; choose one from 0 to 65535 with ${words.port}`;
    default:
      return undefined;
  }
}

/** RFC 3986 §3.2.2 puts an IPv6 address in brackets; RFC 6874 encodes the `%` before its zone. */
function urlHost(asked: string, bound: string): string {
  if (bound === '0.0.0.0' || bound === '::') return 'localhost';
  if (isIP(asked) === 0) return asked;
  return isIPv6(bound) ? `[${bound.replace('%', '%25')}]` : bound;
}
