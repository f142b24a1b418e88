/** A request for a connection: who comes into which rooms, or the HTTP answer that a route would give. */

import type { IncomingMessage } from 'node:http';
import type { CompiledChannel } from '../../compile/compiled-channel.ts';
import type { Admission } from '../../compile/compiled-route.ts';
import type { Progress, Refusal } from '../../compile/progress.ts';
import { planRefusal, refuse } from '../../compile/refuse.ts';
import type { Snapshot } from '../../compile/snapshot.ts';
import { RequestError } from '../../core/errors.ts';
import type { RequestFacts } from '../../core/exchange.ts';
import type { Logger } from '../../core/logger.ts';
import type { ResponsePlan } from '../../core/plan.ts';
import { shorten } from '../../core/shorten.ts';
import { RequestExchange, WireFacts } from '../exchange.ts';
import { requestId } from '../request-id.ts';
import { chooseProtocol } from './acceptor.ts';
import type { HandshakeDeps } from './channel-deps.ts';
import { nameRefusal } from './name-limits.ts';
import type { Guest } from './visit.ts';

export type Outcome =
  | { readonly kind: 'welcome'; readonly channel: CompiledChannel; readonly guest: Guest }
  | { readonly kind: 'refused'; readonly plan: ResponsePlan };

/** What is asked of the channel as it is at this moment: 409 or 503 when there is no room for this user. */
export type AskRoom = (channel: CompiledChannel, user: string, rooms: readonly string[]) => RequestError | undefined;

export class Handshake implements Progress {
  readonly snapshot: Snapshot;
  readonly exchange: RequestExchange;
  readonly facts: WireFacts;
  readonly logger: Logger;
  route: CompiledChannel | undefined;
  admission: Admission | undefined;
  readonly chosen = undefined;
  refusal: Refusal | undefined;
  readonly startedAt = performance.now();
  readonly #connectionId: string;

  constructor(deps: HandshakeDeps, req: IncomingMessage) {
    const { seed, counters, ids, live, logger } = deps;
    const id = requestId(ids, req.headers['x-request-id']);
    this.#connectionId = `${id.prefix}-${id.count}`;
    this.logger = logger;
    this.facts = new WireFacts(req);
    this.snapshot = live.current;
    this.exchange = new RequestExchange({
      id,
      request: detached(this.facts),
      seed: (seed + Math.imul(id.count, 0x9e3779b1)) >>> 0,
      locale: this.snapshot.settings.locale,
      counters,
    });
  }

  /** Never throws. */
  decide(askRoom: AskRoom): Outcome {
    try {
      const channel = this.#meet();
      refuseForeign(channel, this.exchange.request);
      const admission = channel.admit(this.exchange);
      this.admission = admission;
      if (admission.issues.length > 0) return { kind: 'refused', plan: this.#refuseInvalid(channel, admission) };
      const id = this.#connectionId;
      const user = channel.user(admission.scope, this.exchange, id);
      const rooms = channel.rooms(admission.scope, this.exchange);
      const refusal = nameRefusal(user, rooms) ?? askRoom(channel, user, rooms);
      if (refusal) throw refusal;
      return { kind: 'welcome', channel, guest: { id, user, rooms, exchange: this.exchange, admission } };
    } catch (error) {
      return { kind: 'refused', plan: this.refuse(error) };
    }
  }

  refuse(error: unknown): ResponsePlan {
    return refuse(error, this);
  }

  /** The channel of the path. Throws RequestError: 400, 404 with the nearest channel, or what makes it no handshake. */
  #meet(): CompiledChannel {
    const { channelTable, table } = this.snapshot;
    const { method, path, headers } = this.exchange.request;
    const match = channelTable.match('WS', path);
    if (match.kind === 'malformed') {
      throw new RequestError(400, 'malformed', `the path "${path}" is not valid percent-encoding`);
    }
    if (match.kind !== 'found') {
      const route = table.match('GET', path);
      const other = route.kind === 'found' ? `, only the route ${route.route.id}` : '';
      const [near] = channelTable.nearest('WS', path, 1);
      const hint = near === undefined ? '' : `; the nearest is ${near.id}`;
      throw new RequestError(404, 'no-route', `no channel for WS ${path}${other}${hint}`);
    }
    this.route = match.route;
    this.exchange.pathParams = match.params;
    if (method !== 'GET') {
      const text = `a WebSocket handshake is a GET, not a ${method}`;
      throw new RequestError(405, 'wrong-method', text, ['allow', 'GET']);
    }
    if (headers['sec-websocket-version'] !== VERSION) {
      const text = `the header "sec-websocket-version" must be ${VERSION}, not ${shorten(headers['sec-websocket-version'] ?? '')}`;
      throw new RequestError(426, 'not-upgradable', text, ['sec-websocket-version', VERSION, 'upgrade', 'websocket']);
    }
    return match.route;
  }

  #refuseInvalid(channel: CompiledChannel, admission: Admission): ResponsePlan {
    const { issues, more } = admission;
    const message = issues[0]?.message ?? 'invalid parameters';
    this.refusal = { kind: 'invalid', message };
    return planRefusal(channel.refusals.invalid(admission), { status: 422, message, issues, more }, this);
  }
}

/** RFC 6455 §4.4; the version of the drafts that browsers no longer speak is refused. */
const VERSION = '13';

/** Pages from elsewhere, and clients that only speak what the channel does not. */
function refuseForeign({ origins, protocols }: CompiledChannel, { headers }: RequestFacts): void {
  const { origin } = headers;
  if (origins && typeof origin === 'string' && !origins.includes(origin.toLowerCase())) {
    const text = `pages of ${shorten(origin)} may not connect here; the channel's origin names ${origins.join(', ')}`;
    throw new RequestError(403, 'wrong-origin', text);
  }
  const offered = offeredProtocols(headers['sec-websocket-protocol']);
  if (protocols && offered.length > 0 && chooseProtocol(protocols, offered) === undefined) {
    const text = `the channel speaks ${protocols.join(', ')}, not ${shorten(offered.join(', '))}`;
    throw new RequestError(400, 'not-upgradable', text);
  }
}

function offeredProtocols(header: RequestFacts['headers'][string]): readonly string[] {
  const texts = header === undefined ? [] : typeof header === 'string' ? [header] : header;
  return texts.flatMap((text) => text.split(',').map((name) => name.trim())).filter((name) => name !== '');
}

/** A connection lives long: it does not keep the whole request. */
function detached({ method, target, path, queryText, headers, client, port }: RequestFacts): RequestFacts {
  return { method, target, path, queryText, headers, client, port };
}
