/** A handshake that nobody sent, decided on as if it had come over the wire. */

import type { DecidedHandshake } from '../compile/explain-channel.ts';
import type { Snapshot } from '../compile/snapshot.ts';
import { silentLogger } from '../core/logger.ts';
import { createCounters } from '../state/counters.ts';
import { Handshake } from './channels/handshake.ts';
import { createLive } from './live.ts';
import { messageOf, type UnsentRequest } from './read-unsent.ts';
import { createRequestIds } from './request-id.ts';

/** What every WebSocket client sends (RFC 6455 §4.1). */
const UPGRADE = { connection: 'Upgrade', upgrade: 'websocket', 'sec-websocket-version': '13' };

/** Asked of a channel in which nobody is yet. */
export function decideUnsent(snapshot: Snapshot, request: UnsentRequest): DecidedHandshake {
  const { seed, server } = snapshot.settings;
  const req = messageOf({ ...request, method: 'GET', headers: { ...UPGRADE, ...request.headers } });
  Object.defineProperties(req.socket, { remoteAddress: { value: '127.0.0.1' }, localPort: { value: server.port } });
  const handshake = new Handshake(
    {
      live: createLive(snapshot),
      logger: silentLogger,
      counters: createCounters(),
      ids: createRequestIds('explain'),
      seed: seed ?? 0,
    },
    req,
  );
  const outcome = handshake.decide(() => undefined);
  const { exchange, admission, refusal } = handshake;
  return {
    snapshot,
    exchange,
    admission,
    refusal,
    outcome:
      outcome.kind === 'refused' ? outcome : { kind: 'welcome', user: outcome.guest.user, rooms: outcome.guest.rooms },
  };
}
