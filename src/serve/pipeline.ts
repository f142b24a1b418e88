/**
 * One request, nine steps:
 *
 *  1 pin      the exchange keeps Live.current; a reload never changes a running request
 *  2 match    ├─▶ 404 with the nearest routes   ├─▶ 405 + Allow   └─▶ our own pages
 *  3 read     ├─▶ 400 malformed  413 too large  415 wrong type or encoding
 *  4 admit    ├─▶ 422, every issue of every source at once
 *  5 choose   ├─▶ no case matched: `unmatched`
 *  6 plan     the answer as data
 *  7 fault    plan → plan (a later version)
 *  8 send     perform it; an error once the head is out destroys the socket
 *  9 note     always: the access line, and the journal's entry (of our own pages the line alone)
 */

import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Context } from 'koa';
import { answerRoute } from '../compile/answer-route.ts';
import { answerWithoutRoute, noContent } from '../compile/answer-without-route.ts';
import type { CompiledChannel } from '../compile/compiled-channel.ts';
import type { Admission, CompiledCase, CompiledRoute } from '../compile/compiled-route.ts';
import { headerText } from '../compile/header-text.ts';
import { answeringPlace, type Progress, type Refusal } from '../compile/progress.ts';
import { refuse } from '../compile/refuse.ts';
import type { RouteMatch } from '../compile/route-table.ts';
import type { Snapshot } from '../compile/snapshot.ts';
import { RequestError } from '../core/errors.ts';
import type { Payload } from '../core/exchange.ts';
import type { Logger } from '../core/logger.ts';
import type { RawHeaders, ResponsePlan } from '../core/plan.ts';
import type { Journal } from '../journal/journal.ts';
import type { JournalReader } from '../journal/reader.ts';
import type { AccessFacts } from '../log/index.ts';
import type { Counters } from '../state/counters.ts';
import { corsHeaders, isPreflight, preflightHeaders } from './cors.ts';
import type { Docs } from './docs/docs.ts';
import { RequestExchange, WireFacts } from './exchange.ts';
import { decided } from './exchange-note.ts';
import { asksWhy, explainInAnswer, tellWhy } from './explain-answer.ts';
import type { Live } from './live.ts';
import type { Notes } from './notes.ts';
import { hasBody, type Received, readPayload } from './read-payload.ts';
import { type RequestIds, requestId } from './request-id.ts';
import { type Sent, sendPlan } from './send.ts';
import { watchUnread } from './unread-body.ts';
import type { Uploads } from './uploads.ts';

export interface PipelineDeps {
  readonly live: Live;
  readonly uploads: Uploads;
  readonly logger: Logger;
  readonly counters: Counters;
  readonly ids: RequestIds;
  readonly seed: number;
  readonly journal: Journal;
  readonly notes: Notes;
  /** Says why a request is answered as it is. */
  readonly reader: Pick<JournalReader, 'explain' | 'shownTarget'>;
  /** Our own pages; undefined where nobody can print what they show. */
  readonly docs: Docs | undefined;
  /** A line of the access log. */
  access(facts: AccessFacts): void;
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
  refusal: Refusal | undefined;
  readonly #deps: PipelineDeps;
  readonly #req: IncomingMessage;
  readonly #res: ServerResponse;
  readonly #facts: WireFacts;
  readonly #startedAt = performance.now();
  /** True once it is one of our own pages that is asked for: no request of the API that is mocked. */
  #isOfDocs = false;
  #release: Received['release'];
  /** Of a body that nobody reads, what has come of it. */
  #unread: (() => Payload) | undefined;

  constructor(deps: PipelineDeps, req: IncomingMessage, res: ServerResponse) {
    this.#deps = deps;
    this.#req = req;
    this.#res = res;
    this.#facts = new WireFacts(req);
    this.logger = deps.logger;
    this.snapshot = deps.live.current;
    const { seed, counters, ids } = deps;
    const id = requestId(ids, req.headers['x-request-id']);
    this.exchange = new RequestExchange({
      id,
      request: this.#facts,
      seed: (seed + Math.imul(id.count, 0x9e3779b1)) >>> 0,
      locale: this.snapshot.settings.locale,
      counters,
    });
  }

  start(): void | Promise<void> {
    try {
      if (this.#req.headers.host === undefined) refuseHostless(this.#req);
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
      const { payload, release } = await readPayload(
        {
          req: this.#req,
          onUnreadable: (malformed) => {
            this.exchange.payload = malformed;
          },
        },
        route.body,
        limits,
        this.#deps.uploads,
      );
      this.#release = release;
      this.exchange.payload = payload;
      return this.#finish(answerRoute(route, this));
    } catch (error) {
      return this.#finish(refuse(error, this));
    }
  }

  #withoutRoute(match: NotFound): ResponsePlan {
    const { headers } = this.#req;
    const { cors } = this.snapshot.settings;
    const { method, path } = this.exchange.request;
    const found = this.#deps.docs?.find({ method, path, match }, this.snapshot);
    if (found?.page) {
      this.#isOfDocs = true;
      return found.page(this.#req);
    }
    const known = found?.match ?? match;
    if (cors && known.kind !== 'malformed' && isPreflight(method, headers)) {
      return noContent(preflightHeaders(headers, cors, known.kind === 'wrong-method' ? known.allow : []));
    }
    return answerWithoutRoute(known, this);
  }

  /** Steps 8 and 9. */
  #finish(plan: ResponsePlan): void | Promise<void> {
    const full = this.#complete(plan);
    if (full.kind !== 'send' || full.delayMs > 0 || this.#release || this.#isUnread()) return this.#finishLater(full);
    const sending = this.#sendNow(full);
    this.#note(full, full.status);
    return sending instanceof Promise ? sending.then(() => {}) : undefined;
  }

  async #finishLater(plan: ResponsePlan): Promise<void> {
    let sent = plan;
    try {
      sent = (await this.#sendNow(plan)) ?? plan;
    } catch (error) {
      if (this.#res.headersSent) this.#res.destroy();
      else {
        sent = this.#complete(refuse(error, this));
        await this.#sendNow(sent);
      }
    } finally {
      if (this.#unread) this.exchange.payload = this.#unread();
      // What could not be sent any more has no status but the one that was meant.
      this.#note(sent, this.#res.headersSent ? this.#res.statusCode : sent.status);
      await this.#release?.();
    }
  }

  #sendNow(plan: ResponsePlan): Sent | Promise<Sent> {
    return sendPlan(plan, { req: this.#req, res: this.#res });
  }

  /** A body that is not read is thrown away while the answer goes out: the journal gets to see its beginning. */
  #isUnread(): boolean {
    const req = this.#req;
    if (this.#isOfDocs || !hasBody(req) || req.complete || req.readableDidRead || !this.#deps.journal.isOn)
      return false;
    const { limits } = this.snapshot.settings;
    this.#unread ??= watchUnread(req, limits, limits.bodyBytes);
    return true;
  }

  /** The plan with what only the request at hand can say of it. */
  #complete(plan: ResponsePlan): ResponsePlan {
    const { headers } = this.#req;
    const { settings, stale } = this.snapshot;
    let full = plan;
    if (!this.#isOfDocs && asksWhy(headers) && settings.server.headers) {
      const { method } = this.#facts;
      full = explainInAnswer(full, this.#deps.reader.explain(decided(this, method)), method);
    }
    const staleFile = stale.size > 0 && this.route && settings.server.headers ? stale.get(this.route) : undefined;
    if (staleFile !== undefined) {
      full = withHeaders(full, ['x-mockapi-stale', headerText(staleFile)]);
    }
    return headers.origin === undefined ? full : withHeaders(full, corsHeaders(headers, settings.cors, full.headers));
  }

  #note(plan: ResponsePlan, status: number): void {
    const { notes, reader, access } = this.#deps;
    const { method, ends } = this.#facts;
    const ms = performance.now() - this.#startedAt;
    const target = reader.shownTarget(this.#facts.target, this);
    const route = this.#isOfDocs ? 'docs' : answeringPlace(this);
    access({ method, target, status, ms, route, id: this.exchange.id, client: ends.client.host });
    if (this.#isOfDocs) return;
    notes.take(this, this.#facts, { method, plan, status, ms });
    if (this.refusal && this.logger.isEnabled('debug')) tellWhy(decided(this, method), this.#deps);
  }
}

/** RFC 9112 §3.2: every request of HTTP/1.1 names its host. Throws RequestError. */
function refuseHostless({ httpVersion }: IncomingMessage): void {
  if (httpVersion === '1.1') throw new RequestError(400, 'malformed', 'the request has no "Host" header');
}

type NotFound = Exclude<RouteMatch<CompiledRoute>, { readonly kind: 'found' }>;

function withHeaders(plan: ResponsePlan, headers: RawHeaders): ResponsePlan {
  return headers.length === 0 ? plan : { ...plan, headers: [...plan.headers, ...headers] };
}
