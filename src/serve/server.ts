/** The HTTP server: every request goes through Koa's callback into the pipeline. */

import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { Socket } from 'node:net';
import Koa from 'koa';
import type { Settings } from '../spec/settings.ts';
import type { Channels } from './channels/channels.ts';
import { endsOf } from './ends.ts';
import { createPipeline, type PipelineDeps } from './pipeline.ts';
import { answerPlainly, asksForWebSocket } from './plain-upgrade.ts';
import { createSocketRefuser } from './refuse-socket.ts';
import { answerOnSocket } from './socket-answer.ts';
import { socketRefusal } from './socket-refusal.ts';
import { followConnections, leaveToOthers } from './stop.ts';

/** A head that does not arrive within this time is cut (slow headers). */
const HEADERS_TIMEOUT_MS = 20_000;
/** A whole request, body included. */
const REQUEST_TIMEOUT_MS = 300_000;

const NO_PROXY = { status: 501, message: 'CONNECT is for proxies, and this is none: send the request itself' };

/** Not listening yet; requests for a WebSocket connection go to `channels`. `limits.headers` holds for its whole life: Node takes it only here. */
export function createMockServer(deps: PipelineDeps, settings: Settings, channels: Channels): Server {
  const app = new Koa();
  app.use(createPipeline(deps));
  app.on('error', (error: unknown) => {
    deps.logger.error('an error outside of the pipeline', { error: String(error) });
  });
  const server = createServer(
    {
      maxHeaderSize: settings.limits.headersBytes,
      headersTimeout: HEADERS_TIMEOUT_MS,
      requestTimeout: REQUEST_TIMEOUT_MS,
      connectionsCheckingInterval: 5_000,
      // The pipeline asks for it, and says so in the envelope.
      requireHostHeader: false,
    },
    app.callback(),
  );
  server.on(
    'clientError',
    createSocketRefuser({ render: socketRefusal(deps), headerBytes: settings.limits.headersBytes }),
  );
  // A connection cannot tell its ends any more once it broke off.
  server.on('connection', endsOf);
  // RFC 9110 §10.1.1: an expectation that nobody knows may be left unmet; Node would answer without a word.
  server.on('checkExpectation', app.callback());
  server.on('connect', ({ method = '', url = '' }: IncomingMessage, socket: Socket) => {
    socket.on('error', () => socket.destroy());
    const rendered = socketRefusal(deps, { method, target: url })({ ...NO_PROXY, socket });
    rendered.note?.();
    answerOnSocket(socket, { status: NO_PROXY.status, ...rendered });
  });
  followConnections(server);
  server.on('upgrade', (req: IncomingMessage, socket: Socket, head: Buffer) => {
    if (!asksForWebSocket(req)) answerPlainly(server, req, socket, head);
    else {
      leaveToOthers(server, socket);
      channels.upgrade(req, socket, head);
    }
  });
  return server;
}
