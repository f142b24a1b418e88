/**
 * An exchange when it is over, as the journal keeps it.
 *
 * What is kept survives garbage collections, and there each object and each text costs more than making it did: so the
 * texts of an exchange become one, and what can be made of them again is made for whoever reads it.
 */

import { CHANNEL_METHOD } from '../compile/channel.ts';
import type { CompiledChannel } from '../compile/compiled-channel.ts';
import type { Admission, CompiledCase, CompiledRoute } from '../compile/compiled-route.ts';
import type { Progress, Refusal } from '../compile/progress.ts';
import type { Exchange } from '../core/exchange.ts';
import type { RawHeaders, ResponsePlan } from '../core/plan.ts';
import { createRandom } from '../core/random.ts';
import { sharedPlan } from '../journal/cost.ts';
import type { ExchangeEntry } from '../journal/entry.ts';
import type { Decided } from '../journal/explanation.ts';
import { keptFacts, type WireFacts } from './exchange.ts';
import { joinLines, splitLines } from './kept-lines.ts';
import { type KeptPayload, keepPayload, keptBytes, payloadOf } from './kept-payload.ts';

/** How it ended. */
export interface End {
  readonly method: string;
  /** What was sent; undefined for a handshake that was accepted. */
  readonly plan: ResponsePlan | undefined;
  readonly status: number;
  readonly ms: number;
}

/** What is made anew when it is asked for, and forgotten when memory is wanted. */
interface Read {
  readonly exchange: Exchange;
  readonly admission: Admission | undefined;
}

/** Longer texts stay as they are: copying them costs more than keeping them. */
const JOINED_LENGTH = 2048;

/** Moments are told from here: what fits into 31 bits is kept in place, any other number is an object of its own. */
const EPOCH = Date.now();

export class ExchangeNote implements ExchangeEntry {
  readonly kind = 'request';
  readonly method: string;
  readonly client: string;
  readonly version: number;
  readonly met: CompiledRoute | CompiledChannel | undefined;
  readonly chosen: CompiledCase | undefined;
  readonly refusal: Refusal | undefined;
  readonly status: number;
  readonly bodyBytes: number;
  /** Target, id, headers, path parameters, body and answer, one behind the other; each ends where the next begins. */
  readonly #text: string;
  readonly #targetEnd: number;
  readonly #idEnd: number;
  readonly #headersEnd: number;
  readonly #paramsEnd: number;
  readonly #bodyEnd: number;
  /** Those that do not stand in the text. */
  readonly #params: Exchange['pathParams'] | undefined;
  readonly #payload: KeptPayload;
  readonly #plan: ResponsePlan | undefined;
  /** Of an answer whose body stands in the text. */
  readonly #answer: RawHeaders | undefined;
  readonly #microseconds: number;
  readonly #sinceEpoch: number;
  readonly #seed: number;
  readonly #clientPort: number;
  readonly #port: number;
  readonly #isAdmitted: boolean;
  #read: WeakRef<Read> | undefined;

  constructor(progress: Progress, facts: WireFacts, { method, plan, status, ms }: End) {
    const { exchange, route, chosen } = progress;
    const params = joinLines(exchange.pathParams);
    const payload = keepPayload(exchange.payload);
    const body = typeof payload === 'string' && payload.length <= JOINED_LENGTH ? payload : undefined;
    const answer = joinedAnswer(plan, sharedPlan(route, chosen));
    this.method = method;
    this.client = facts.host;
    this.version = progress.snapshot.version;
    this.met = route;
    this.chosen = chosen;
    this.refusal = progress.refusal;
    this.status = status;
    this.bodyBytes = keptBytes(payload);

    let text = facts.target;
    this.#targetEnd = text.length;
    text += exchange.id;
    this.#idEnd = text.length;
    text += joinLines(facts.received) ?? '';
    this.#headersEnd = text.length;
    text += params ?? '';
    this.#paramsEnd = text.length;
    text += body ?? '';
    this.#bodyEnd = text.length;
    text += answer ?? '';
    // To be asked for a character makes one flat text of the pieces.
    this.#text = text.charCodeAt(0) === 0 ? '' : text;
    this.#params = params === undefined ? exchange.pathParams : undefined;
    this.#payload = body === undefined ? payload : undefined;
    this.#plan = answer === undefined ? plan : undefined;
    this.#answer = answer === undefined ? undefined : plan?.headers;

    this.#microseconds = Math.round(ms * 1000);
    this.#sinceEpoch = exchange.now - EPOCH;
    this.#seed = (exchange.seed ?? 0) | 0;
    this.#clientPort = facts.clientPort;
    this.#port = facts.port;
    this.#isAdmitted = progress.admission !== undefined;
    this.#read = undefined;
  }

  get ms(): number {
    return this.#microseconds / 1000;
  }

  get headBytes(): number {
    return this.#paramsEnd;
  }

  get exchange(): Exchange {
    return this.#readAgain().exchange;
  }

  get admission(): Admission | undefined {
    return this.#readAgain().admission;
  }

  get plan(): ResponsePlan | undefined {
    const headers = this.#answer;
    return headers
      ? { kind: 'send', status: this.status, headers, delayMs: 0, body: this.#text.slice(this.#bodyEnd) }
      : this.#plan;
  }

  #readAgain(): Read {
    const before = this.#read?.deref();
    if (before) return before;
    const text = this.#text;
    const seed = this.#seed >>> 0;
    const exchange: Exchange = {
      id: text.slice(this.#targetEnd, this.#idEnd),
      request: keptFacts({
        method: this.method === CHANNEL_METHOD ? 'GET' : this.method,
        target: text.slice(0, this.#targetEnd),
        received: splitLines(text.slice(this.#idEnd, this.#headersEnd)),
        client: { host: this.client, port: this.#clientPort },
        port: this.#port,
      }),
      payload: payloadOf(this.#payload ?? (text.slice(this.#paramsEnd, this.#bodyEnd) || undefined)),
      pathParams: this.#params ?? (splitLines(text.slice(this.#headersEnd, this.#paramsEnd)) as Exchange['pathParams']),
      random: createRandom(seed),
      seed,
      now: this.#sinceEpoch + EPOCH,
    };
    const read = { exchange, admission: this.#isAdmitted ? this.met?.admit(exchange) : undefined };
    this.#read = new WeakRef(read);
    return read;
  }
}

/** The body of an answer that was made for this request alone, and is short. */
function joinedAnswer(plan: ResponsePlan | undefined, shared: ResponsePlan | undefined): string | undefined {
  if (plan?.kind !== 'send' || plan === shared || typeof plan.body !== 'string') return undefined;
  return plan.body.length <= JOINED_LENGTH ? plan.body : undefined;
}

/** What is known of an exchange before its answer is out. */
export function decided(progress: Progress, method: string): Decided {
  const { exchange, snapshot, route, admission, chosen, refusal } = progress;
  return { method, exchange, version: snapshot.version, met: route, admission, chosen, refusal };
}
