/**
 * One request, nine steps:
 *
 *  1 pin      the exchange keeps Live.current; a reload never changes a running request
 *  2 match    ├─▶ 404 with the nearest routes   └─▶ 405 + Allow
 *  3 read     ├─▶ 400 malformed  413 too large  415 wrong type or encoding
 *  4 admit    ├─▶ 422, every issue of every source at once
 *  5 choose   ├─▶ no case matched: `unmatched`
 *  6 plan     the answer as data
 *  7 fault    plan → plan (a later version)
 *  8 send     perform it; an error once the head is out destroys the socket
 *  9 note     always: the access line
 */

import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Context } from 'koa';
import { answerRoute } from '../compile/answer-route.ts';
import { answerWithoutRoute, noContent } from '../compile/answer-without-route.ts';
import type { CompiledChannel } from '../compile/compiled-channel.ts';
import type { Admission, CompiledCase, CompiledRoute } from '../compile/compiled-route.ts';
import { answeringPlace, type Progress } from '../compile/progress.ts';
import { refuse } from '../compile/refuse.ts';
import type { RouteMatch } from '../compile/route-table.ts';
import type { Snapshot } from '../compile/snapshot.ts';
import type { Logger } from '../core/logger.ts';
import type { RawHeaders, ResponsePlan } from '../core/plan.ts';
import type { Counters } from '../state/counters.ts';
import { corsHeaders, isPreflight, preflightHeaders } from './cors.ts';
import { RequestExchange, requestFacts } from './exchange.ts';
import type { Live } from './live.ts';
import { hasBody, type Received, readPayload } from './read-payload.ts';
import { type RequestIds, requestId } from './request-id.ts';
import { sendPlan } from './send.ts';
import type { Uploads } from './uploads.ts';

export interface PipelineDeps {
  readonly live: Live;
  readonly uploads: Uploads;
  readonly logger: Logger;
  readonly counters: Counters;
  readonly ids: RequestIds;
  readonly seed: number;
  note(entry: Note): void;
}

/** What is known of an exchange when it is over. */
export interface Note {
  readonly method: string;
  readonly target: string;
  readonly status: number;
  readonly ms: number;
  /** `goods.yaml:12`: the case that answered, or the route that refused; undefined where none was met. */
  readonly route: string | undefined;
  readonly id: string;
  readonly client: string;
}

/** Answers every request that comes through Koa; never throws. */
export function createPipeline(deps: PipelineDeps): (context: Context) => void | Promise<void> {
  return (context) => {
    context.respond = false;
    return new Run(deps, context.req, context.res).start();
  };
}

/** One request on its way; synchronous as long as there is no body, no delay and no file. */
class Run implements Progress {
  readonly snapshot: Snapshot;
  readonly exchange: RequestExchange;
  readonly logger: Logger;
  route: CompiledRoute | CompiledChannel | undefined;
  admission: Admission | undefined;
  chosen: CompiledCase | undefined;
  readonly #deps: PipelineDeps;
  readonly #req: IncomingMessage;
  readonly #res: ServerResponse;
  readonly #startedAt = performance.now();
  #release: Received['release'];

  constructor(deps: PipelineDeps, req: IncomingMessage, res: ServerResponse) {
    this.#deps = deps;
    this.#req = req;
    this.#res = res;
    this.logger = deps.logger;
    this.snapshot = deps.live.current;
    const { seed, counters, ids } = deps;
    const { id, count } = requestId(ids, req.headers['x-request-id']);
    this.exchange = new RequestExchange({
      id,
      request: requestFacts(req),
      seed: (seed + Math.imul(count, 0x9e3779b1)) >>> 0,
      locale: this.snapshot.settings.locale,
      counters,
    });
  }

  start(): void | Promise<void> {
    try {
      const { method, path } = this.exchange.request;
      const match = this.snapshot.table.match(method, path);
      if (match.kind !== 'found') return this.#finish(this.#withoutRoute(match));
      this.route = match.route;
      this.exchange.pathParams = match.params;
      if (hasBody(this.#req)) return this.#readThenAnswer(match.route);
      return this.#finish(answerRoute(match.route, this));
    } catch (error) {
      return this.#finish(refuse(error, this));
    }
  }

  async #readThenAnswer(route: CompiledRoute): Promise<void> {
    try {
      const { limits } = this.snapshot.settings;
      const { payload, release } = await readPayload({ req: this.#req }, route.body, limits, this.#deps.uploads);
      this.#release = release;
      this.exchange.payload = payload;
      return this.#finish(answerRoute(route, this));
    } catch (error) {
      return this.#finish(refuse(error, this));
    }
  }

  #withoutRoute(match: Exclude<RouteMatch<CompiledRoute>, { readonly kind: 'found' }>): ResponsePlan {
    const { headers } = this.#req;
    const { cors } = this.snapshot.settings;
    if (cors && match.kind !== 'malformed' && isPreflight(this.exchange.request.method, headers)) {
      return noContent(preflightHeaders(headers, cors, match.kind === 'wrong-method' ? match.allow : []));
    }
    return answerWithoutRoute(match, this);
  }

  /** Steps 8 and 9. */
  #finish(plan: ResponsePlan): void | Promise<void> {
    if (plan.kind !== 'send' || plan.delayMs > 0 || this.#release) return this.#finishLater(plan);
    const sending = this.#sendNow(plan);
    this.#note(plan.status);
    return sending;
  }

  #sendNow(plan: ResponsePlan): void | Promise<void> {
    return sendPlan(plan, { req: this.#req, res: this.#res }, this.#extraHeaders(plan));
  }

  async #finishLater(plan: ResponsePlan): Promise<void> {
    try {
      await this.#sendNow(plan);
    } catch (error) {
      if (this.#res.headersSent) this.#res.destroy();
      else await this.#sendNow(refuse(error, this));
    } finally {
      await this.#release?.();
      this.#note(this.#res.statusCode);
    }
  }

  #extraHeaders(plan: ResponsePlan): RawHeaders {
    const { settings, stale } = this.snapshot;
    const cors =
      this.#req.headers.origin === undefined ? NO_HEADERS : corsHeaders(this.#req.headers, settings.cors, plan.headers);
    const staleFile = stale.size > 0 && this.route && settings.server.headers ? stale.get(this.route) : undefined;
    return staleFile === undefined
      ? cors
      : [...cors, 'x-mockapi-stale', Buffer.from(staleFile, 'utf8').toString('latin1')];
  }

  #note(status: number): void {
    const { method, target, client } = this.exchange.request;
    this.#deps.note({
      method,
      target,
      status,
      ms: performance.now() - this.#startedAt,
      route: answeringPlace(this),
      id: this.exchange.id,
      client: client.host,
    });
  }
}

const NO_HEADERS: RawHeaders = [];
