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
import type { Planner } from '../compile/answer.ts';
import type { Admission, CompiledCase, CompiledRoute } from '../compile/compiled-route.ts';
import type { Snapshot } from '../compile/snapshot.ts';
import { ExpressionError, RequestError } from '../core/errors.ts';
import type { Logger } from '../core/logger.ts';
import type { RawHeaders, ResponsePlan } from '../core/plan.ts';
import type { Scope } from '../core/runtime.ts';
import type { Counters } from '../state/counters.ts';
import { corsHeaders, isPreflight, preflightHeaders } from './cors.ts';
import { RequestExchange, requestFacts } from './exchange.ts';
import type { Live } from './live.ts';
import { hasBody, type Received, readPayload } from './read-payload.ts';
import { refusalScope, type WhatWentWrong } from './refusal-scope.ts';
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
class Run {
  readonly #deps: PipelineDeps;
  readonly #req: IncomingMessage;
  readonly #res: ServerResponse;
  readonly #startedAt = performance.now();
  readonly #snapshot: Snapshot;
  readonly #exchange: RequestExchange;
  #route: CompiledRoute | undefined;
  #at: string | undefined;
  #base: Scope | undefined;
  #received: Received | undefined;

  constructor(deps: PipelineDeps, req: IncomingMessage, res: ServerResponse) {
    this.#deps = deps;
    this.#req = req;
    this.#res = res;
    this.#snapshot = deps.live.current;
    const { seed, counters, ids } = deps;
    const { id, count } = requestId(ids, req.headers['x-request-id']);
    this.#exchange = new RequestExchange({
      id,
      request: requestFacts(req),
      seed: (seed + Math.imul(count, 0x9e3779b1)) >>> 0,
      locale: this.#snapshot.settings.locale,
      counters,
    });
  }

  start(): void | Promise<void> {
    try {
      const { method, path } = this.#exchange.request;
      const match = this.#snapshot.table.match(method, path);
      if (match.kind !== 'found') return this.#finish(this.#withoutRoute(match));
      this.#route = match.route;
      this.#at = match.route.at;
      this.#exchange.pathParams = match.params;
      if (hasBody(this.#req)) return this.#readThenAnswer(match.route);
      return this.#finish(this.#answer(match.route));
    } catch (error) {
      return this.#finish(this.#refusal(error));
    }
  }

  async #readThenAnswer(route: CompiledRoute): Promise<void> {
    let plan: ResponsePlan;
    try {
      this.#received = await readPayload(
        { req: this.#req },
        route.body,
        this.#snapshot.settings.limits,
        this.#deps.uploads,
      );
      this.#exchange.payload = this.#received.payload;
      plan = this.#answer(route);
    } catch (error) {
      plan = this.#refusal(error);
    }
    await this.#finish(plan);
  }

  /** Steps 4 to 6. */
  #answer(route: CompiledRoute): ResponsePlan {
    const exchange = this.#exchange;
    const literal = route.literal?.constant;
    if (literal && exchange.request.queryText === '') return literal;
    const admission = route.admit(exchange);
    this.#base = admission.scope;
    if (admission.issues.length > 0) return this.#invalid(route, admission);
    const chosen = this.#choose(route, admission.scope);
    if (!chosen) {
      const message = `no case of ${route.id} matched`;
      this.#explainCases(route, admission.scope);
      return this.#say(route.refusals.unmatched, { status: 404, message });
    }
    this.#at = chosen.at;
    return chosen.planner.constant ?? chosen.planner.plan(admission.scope, exchange);
  }

  #choose(route: CompiledRoute, scope: Scope): CompiledCase | undefined {
    for (const item of route.cases) {
      if (!item.when) return item;
      try {
        if (item.when.test(scope, this.#exchange)) return item;
      } catch (error) {
        if (!(error instanceof ExpressionError)) throw error;
        this.#deps.logger.warn('a case was skipped: its condition failed', {
          at: item.at,
          id: this.#exchange.id,
          error: error.message,
        });
      }
    }
    return undefined;
  }

  #explainCases(route: CompiledRoute, scope: Scope): void {
    const { logger } = this.#deps;
    if (!logger.isEnabled('debug')) return;
    for (const item of route.cases) {
      logger.debug('a case did not match', {
        at: item.at,
        id: this.#exchange.id,
        why: item.when?.explain(scope, this.#exchange),
      });
    }
  }

  #invalid(route: CompiledRoute, admission: Admission): ResponsePlan {
    const { issues, more } = admission;
    return this.#say(route.refusals.invalid(admission), {
      status: 422,
      message: issues[0]?.message ?? 'invalid parameters',
      issues,
      more,
    });
  }

  /** Step 2 when it found nothing: 404, 405, OPTIONS and preflights. */
  #withoutRoute(match: Exclude<ReturnType<Snapshot['table']['match']>, { kind: 'found' }>): ResponsePlan {
    const { method, path, target } = this.#exchange.request;
    const { cors } = this.#snapshot.settings;
    const allow = match.kind === 'wrong-method' ? match.allow : [];
    if (match.kind === 'malformed')
      throw new RequestError(400, 'malformed', `the path "${path}" is not valid percent-encoding`);
    if (cors && isPreflight(method, this.#req.headers))
      return noContent(preflightHeaders(this.#req.headers, cors, allow));
    if (method === 'OPTIONS' && (allow.length > 0 || target === '*'))
      return noContent(allow.length > 0 ? ['allow', allow.join(', ')] : []);
    if (match.kind === 'wrong-method') {
      throw new RequestError(405, 'wrong-method', `${path} does not take ${method}; it takes ${allow.join(', ')}`, [
        'allow',
        allow.join(', '),
      ]);
    }
    const [near] = this.#snapshot.table.nearest(method, path, 1);
    const hint = near === undefined ? '' : `; the nearest is ${near}`;
    throw new RequestError(404, 'no-route', `no route for ${method} ${path}${hint}`);
  }

  /** The envelope that says what was wrong: with the request (its own status), with an expression, or with us. */
  #refusal(error: unknown): ResponsePlan {
    const refusals = this.#route?.refusals ?? this.#snapshot.refusals;
    if (error instanceof RequestError) {
      const isUnmatched = error.kind === 'no-route' || error.kind === 'no-case';
      const plan = this.#say(isUnmatched ? refusals.unmatched : refusals.refused, error);
      return error.headers.length === 0 ? plan : { ...plan, headers: [...plan.headers, ...error.headers] };
    }
    if (error instanceof ExpressionError) {
      this.#deps.logger.error('an expression of an answer failed', { id: this.#exchange.id, error: error.message });
      return this.#say(refusals.failed, { status: 500, message: error.message });
    }
    const { id } = this.#exchange;
    this.#deps.logger.error('an internal error', {
      id,
      error: error instanceof Error ? (error.stack ?? error.message) : String(error),
    });
    return this.#say(refusals.failed, {
      status: 500,
      message: `an internal error of the mock; its log says more under id ${id}`,
    });
  }

  #say(planner: Planner, wrong: WhatWentWrong): ResponsePlan {
    const constants = this.#route?.constants ?? this.#snapshot.constants;
    try {
      const scope = refusalScope(this.#exchange, wrong, { constants, base: this.#base });
      return withRoute(
        planner.plan(scope, this.#exchange),
        this.#snapshot.settings.server.headers ? this.#at : undefined,
      );
    } catch (error) {
      this.#deps.logger.error('the envelope of a refusal failed', { id: this.#exchange.id, error: String(error) });
      return lastResort(wrong);
    }
  }

  /** Steps 8 and 9. */
  #finish(plan: ResponsePlan): void | Promise<void> {
    if (plan.kind !== 'send' || plan.delayMs > 0 || this.#received) return this.#finishLater(plan);
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
      else await this.#sendNow(this.#refusal(error));
    } finally {
      await this.#received?.release();
      this.#note(this.#res.statusCode);
    }
  }

  #extraHeaders(plan: ResponsePlan): RawHeaders {
    const { settings, stale } = this.#snapshot;
    const cors =
      this.#req.headers.origin === undefined ? NO_HEADERS : corsHeaders(this.#req.headers, settings.cors, plan.headers);
    const staleFile = stale.size > 0 && this.#route && settings.server.headers ? stale.get(this.#route) : undefined;
    return staleFile === undefined
      ? cors
      : [...cors, 'x-mockapi-stale', Buffer.from(staleFile, 'utf8').toString('latin1')];
  }

  #note(status: number): void {
    const { method, target, client } = this.#exchange.request;
    this.#deps.note({
      method,
      target,
      status,
      ms: performance.now() - this.#startedAt,
      route: this.#at,
      id: this.#exchange.id,
      client: client.host,
    });
  }
}

const NO_HEADERS: RawHeaders = [];

function noContent(headers: RawHeaders): ResponsePlan {
  return { kind: 'send', status: 204, headers, delayMs: 0, body: '' };
}

function withRoute(plan: ResponsePlan, at: string | undefined): ResponsePlan {
  return at === undefined
    ? plan
    : { ...plan, headers: [...plan.headers, 'x-mockapi-route', Buffer.from(at, 'utf8').toString('latin1')] };
}

/** When even the envelope fails, something still has to be said. */
function lastResort({ status, message }: WhatWentWrong): ResponsePlan {
  const body = JSON.stringify({ code: status, message, data: null });
  return { kind: 'send', status, headers: ['content-type', 'application/json; charset=utf-8'], delayMs: 0, body };
}
