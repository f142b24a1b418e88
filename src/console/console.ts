/** The console of a running mock: an admin API on a port of its own, for programs on this machine or with the token. */

import { createServer, type Server } from 'node:http';
import type { Logger } from '../core/logger.ts';
import { isLoopback } from '../core/loopback.ts';
import { type AddressWords, type BoundAddress, ListenError, listen } from '../serve/listen.ts';
import type { Mock } from '../serve/mock.ts';
import { createSocketRefuser, type RenderedRefusal, type SocketRefusal } from '../serve/refuse-socket.ts';
import { drainServer, followConnections } from '../serve/stop.ts';
import type { ConsoleSettings } from '../spec/settings.ts';
import { createApp } from './app.ts';
import { ENDPOINTS } from './endpoints/index.ts';
import { createGuard } from './guard.ts';
import { ConsoleRefusal, refusalBody } from './refusal.ts';

export interface ConsoleDeps {
  readonly mock: Mock;
  /** Where it listens, and who may ask. */
  readonly settings: ConsoleSettings;
  readonly logger: Logger;
  /** Of mockapi. */
  readonly version: string;
  /** How often a live stream says that it is alive. Default: 15 s. */
  readonly heartbeatMs?: number;
  /** How long a reader of it may take nothing before it is cut. Default: 30 s. */
  readonly stallMs?: number;
}

export interface ConsoleAddress extends BoundAddress {
  /** The port that was meant and is taken; undefined where it was got. */
  readonly takenPort: number | undefined;
}

export interface Console {
  /** Rejects with ListenError when its port cannot be had; one that nobody named moves to a free one instead. */
  listen(): Promise<ConsoleAddress>;
  /** Ends live streams and whoever waits; answers under way may finish. It can be called again, and before `listen`. */
  stop(): Promise<void>;
}

const HEADERS_TIMEOUT_MS = 20_000;
const REQUEST_TIMEOUT_MS = 60_000;

/** Throws for a console that others can reach and that asks for no token. */
export function createConsole(deps: ConsoleDeps): Console {
  const { mock, settings, logger, version, heartbeatMs = 15_000, stallMs = 30_000 } = deps;
  const isOwn = isLoopback(settings.host);
  if (!isOwn && !settings.token) {
    throw new Error(`the console would be open to everyone on "${settings.host}": set console.token`);
  }
  const stopping = new AbortController();
  const app = createApp({
    endpoints: ENDPOINTS,
    guard: createGuard({ isLoopback: isOwn, token: settings.token }),
    context: { mock, version, startedAt: new Date().toISOString(), endpoints: ENDPOINTS, heartbeatMs, stallMs },
    logger,
    stopping: stopping.signal,
  });
  const server = createConsoleServer(app.callback(), mock.settings.limits.headersBytes);
  let binding: Promise<ConsoleAddress> | undefined;
  let stopped: Promise<void> | undefined;
  return {
    listen() {
      binding ??= bind(server, settings);
      return binding;
    },
    stop() {
      stopped ??= end();
      return stopped;
    },
  };

  async function end(): Promise<void> {
    const isBound = await binding?.then(
      () => true,
      () => false,
    );
    stopping.abort(new ConsoleRefusal('stopping', 'the mock is stopping', { headers: { connection: 'close' } }));
    if (isBound) await drainServer(server);
  }
}

/** Without a listener for `upgrade`, Node hands such a request over as a plain one: the guard sees it. */
function createConsoleServer(
  callback: ReturnType<ReturnType<typeof createApp>['callback']>,
  headerBytes: number,
): Server {
  const server = createServer(
    {
      maxHeaderSize: headerBytes,
      headersTimeout: HEADERS_TIMEOUT_MS,
      requestTimeout: REQUEST_TIMEOUT_MS,
      // The guard asks for it, and says so in our words.
      requireHostHeader: false,
    },
    callback,
  );
  server.on('clientError', createSocketRefuser({ render: renderSocketRefusal, headerBytes }));
  followConnections(server);
  return server;
}

function renderSocketRefusal({ status, message }: SocketRefusal): RenderedRefusal {
  const body = { ...refusalBody(new ConsoleRefusal('malformed', message)), status };
  return {
    headers: ['content-type', 'application/problem+json'],
    body: `${JSON.stringify(body, null, 2)}\n`,
  };
}

const WORDS: AddressWords = { port: '--console-port', host: 'console.host' };

async function bind(server: Server, { host, port, isPortNamed }: ConsoleSettings): Promise<ConsoleAddress> {
  try {
    return { ...(await listen(server, { host, port, words: WORDS })), takenPort: undefined };
  } catch (error) {
    if (isPortNamed || !(error instanceof ListenError) || error.code !== 'EADDRINUSE') throw error;
    return { ...(await listen(server, { host, port: 0, words: WORDS })), takenPort: port };
  }
}
