/**
 * An exchange when it is over, as the journal keeps it.
 *
 * What is kept survives garbage collections, and each object that does costs more than it took to make: so an entry is
 * one object, with references to the texts that came and went, and is filled anew when the journal is full. What can be
 * made of them again is made for whoever reads it.
 */

import { CHANNEL_METHOD } from '../compile/channel.ts';
import type { CompiledChannel } from '../compile/compiled-channel.ts';
import type { Admission, CompiledCase, CompiledRoute } from '../compile/compiled-route.ts';
import type { Progress, Refusal } from '../compile/progress.ts';
import type { Routable } from '../compile/route-shard.ts';
import { createRouteTable, type RouteTable } from '../compile/route-table.ts';
import type { Exchange } from '../core/exchange.ts';
import type { RawHeaders, ResponsePlan } from '../core/plan.ts';
import { createRandom } from '../core/random.ts';
import { sharedPlan } from '../journal/cost.ts';
import type { ExchangeEntry } from '../journal/entry.ts';
import type { Decided } from '../journal/explanation.ts';
import type { EndedExchange } from './ended-exchange.ts';
import type { Ends } from './ends.ts';
import { keptFacts } from './exchange.ts';
import type { Heads, KeptHead } from './kept-head.ts';
import { type KeptPayload, keptBytes, payloadOf, withKeptText } from './kept-payload.ts';

/** Each gives what it is given, or what is equal and kept already: clients send the same again and again. */
export interface Keepers {
  readonly heads: Heads;
  targets(text: string): string;
  bodies(text: string): string;
  answers(text: string): string;
}

/** What is made anew when it is asked for, and forgotten when memory is wanted. */
interface Read {
  readonly exchange: Exchange;
  readonly admission: Admission | undefined;
}

/** Moments are told from here: a number of 31 bits stands where it is kept, any other is an object of its own. */
const EPOCH = Date.now();

export class ExchangeNote implements ExchangeEntry {
  method!: string;
  version!: number;
  met: CompiledRoute | CompiledChannel | undefined;
  chosen: CompiledCase | undefined;
  refusal: Refusal | undefined;
  status!: number;
  #target!: string;
  #head!: KeptHead;
  #ends!: Ends;
  /** The client's own, or the count behind the prefix. */
  #id!: string | number;
  #prefix!: string;
  #payload: KeptPayload;
  /** The body of an answer that was made for this request alone, as text; else the whole answer. */
  #answer: ResponsePlan | string | undefined;
  #answerHeaders: RawHeaders | undefined;
  #microseconds!: number;
  #sinceEpoch!: number;
  #seed!: number;
  #isAdmitted!: boolean;
  #read: WeakRef<Read> | undefined;

  constructor(ended: EndedExchange, keepers: Keepers) {
    this.fill(ended, keepers);
  }

  /** Makes it the entry of another exchange: only for what nobody has in hands. */
  fill(ended: EndedExchange, keepers: Keepers): void {
    const { requestId, ownPlan } = ended;
    const { method, plan, status, ms } = ended.end;
    const text = typeof ownPlan?.body === 'string' ? keepers.answers(ownPlan.body) : undefined;
    this.method = method;
    this.version = ended.version;
    this.met = ended.met;
    this.chosen = ended.chosen;
    this.refusal = ended.refusal;
    this.status = status;
    this.#target = keepers.targets(ended.target);
    this.#head = keepers.heads.keep(ended);
    this.#ends = ended.ends;
    this.#id = requestId.isOwn ? requestId.id : requestId.count;
    this.#prefix = requestId.prefix;
    this.#payload = withKeptText(ended.payload, keepers.bodies);
    this.#answer = text ?? plan;
    this.#answerHeaders = text === undefined ? undefined : plan?.headers;
    this.#microseconds = Math.round(ms * 1000);
    this.#sinceEpoch = ended.now - EPOCH;
    this.#seed = ended.seed | 0;
    this.#isAdmitted = ended.isAdmitted;
    this.#read = undefined;
  }

  get kind(): 'request' {
    return 'request';
  }

  get bodyBytes(): number {
    return keptBytes(this.#payload);
  }

  get sentBytes(): number {
    const answer = this.#answer;
    if (typeof answer === 'string') return answer.length;
    return answer?.kind === 'send' && answer !== sharedPlan(this.met, this.chosen) ? answer.body.length : 0;
  }

  get client(): string {
    return this.#ends.client.host;
  }

  get ms(): number {
    return this.#microseconds / 1000;
  }

  get headBytes(): number {
    return this.#head.bytes + this.#target.length;
  }

  get exchange(): Exchange {
    return this.#readAgain().exchange;
  }

  get admission(): Admission | undefined {
    return this.#readAgain().admission;
  }

  get plan(): ResponsePlan | undefined {
    const answer = this.#answer;
    if (typeof answer !== 'string') return answer;
    return { kind: 'send', status: this.status, headers: this.#answerHeaders ?? [], delayMs: 0, body: answer };
  }

  #readAgain(): Read {
    const before = this.#read?.deref();
    if (before) return before;
    const seed = this.#seed >>> 0;
    const request = keptFacts({
      method: this.method === CHANNEL_METHOD ? 'GET' : this.method,
      target: this.#target,
      headers: this.#head.headers,
      ...this.#ends,
    });
    const exchange: Exchange = {
      id: typeof this.#id === 'string' ? this.#id : `${this.#prefix}-${this.#id}`,
      request,
      payload: payloadOf(this.#payload),
      pathParams: this.met ? pathParams(this.met, this.method, request.path) : {},
      random: createRandom(seed),
      seed,
      now: this.#sinceEpoch + EPOCH,
    };
    const read = { exchange, admission: this.#isAdmitted ? this.met?.admit(exchange) : undefined };
    this.#read = new WeakRef(read);
    return read;
  }
}

const tables = new WeakMap<Routable, RouteTable<Routable>>();

/** Found as they were found the first time, by the one route that is meant. */
function pathParams(route: Routable, method: string, path: string): Exchange['pathParams'] {
  let table = tables.get(route);
  if (!table) {
    table = createRouteTable([route]);
    tables.set(route, table);
  }
  const match = table.match(route.method === CHANNEL_METHOD ? CHANNEL_METHOD : method, path);
  return match.kind === 'found' ? match.params : {};
}

/** What is known of an exchange before its answer is out. */
export function decided(progress: Progress, method: string): Decided {
  const { exchange, snapshot, route, admission, chosen, refusal } = progress;
  return { method, exchange, version: snapshot.version, met: route, admission, chosen, refusal };
}
