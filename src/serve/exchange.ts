/** Makes an exchange from a request: facts as they came over the wire, and a runtime for its expressions. */

import { isUtf8 } from 'node:buffer';
import type { IncomingMessage } from 'node:http';
import type { Exchange, Payload, RequestFacts } from '../core/exchange.ts';
import { createRandom, type Random } from '../core/random.ts';
import type { Runtime } from '../core/runtime.ts';
import type { Counters } from '../state/counters.ts';
import { type Ends, endsOf } from './ends.ts';
import type { RequestId } from './request-id.ts';

/** An exchange is also what functions of its expressions reach for: its moment, its randomness. */
export class RequestExchange implements Exchange, Runtime {
  readonly requestId: RequestId;
  readonly id: string;
  readonly request: RequestFacts;
  readonly now: number;
  readonly locale: string;
  readonly seed: number;
  payload: Payload = NO_PAYLOAD;
  pathParams: Readonly<Record<string, string>> = NO_PARAMS;
  readonly #counters: Counters;
  #random: Random | undefined;

  constructor(facts: {
    readonly id: RequestId;
    readonly request: RequestFacts;
    readonly seed: number;
    readonly locale: string;
    readonly counters: Counters;
  }) {
    this.requestId = facts.id;
    this.id = facts.id.id;
    this.request = facts.request;
    this.now = Date.now();
    this.locale = facts.locale;
    this.seed = facts.seed;
    this.#counters = facts.counters;
  }

  /** Made when first asked for: most answers have nothing random in them. */
  get random(): Random {
    this.#random ??= createRandom(this.seed);
    return this.#random;
  }

  nextCount(name: string): number {
    return this.#counters.next(name);
  }
}

const NO_PAYLOAD: Payload = { kind: 'none' };
const NO_PARAMS: Readonly<Record<string, string>> = Object.freeze({});

/** What came over the wire; a class for its getters: an object literal with getters costs sixty times as much to make. */
export class WireFacts implements RequestFacts {
  readonly method: string;
  readonly target: string;
  readonly path: string;
  readonly queryText: string;
  readonly req: IncomingMessage;
  #headers: RequestFacts['headers'] | undefined;

  constructor(req: IncomingMessage) {
    const target = req.url ?? '/';
    const { path, queryText } = splitTarget(target);
    this.method = req.method ?? 'GET';
    this.target = target;
    this.path = path;
    this.queryText = queryText;
    this.req = req;
  }

  get headers(): RequestFacts['headers'] {
    this.#headers ??= readHeaders(this.req.headers);
    return this.#headers;
  }

  get client(): RequestFacts['client'] {
    return this.ends.client;
  }

  get port(): number {
    return this.ends.port;
  }

  get ends(): Ends {
    return endsOf(this.req.socket);
  }
}

/** The facts of a request that is over; `headers` are as Node has them, one character a byte. */
export function keptFacts({ target, headers, ...rest }: Omit<RequestFacts, 'path' | 'queryText'>): RequestFacts {
  return { target, ...rest, ...splitTarget(target), headers: readHeaders(headers) };
}

/** RFC 9112 §3.2: the target is a path, or a whole URL when the client thinks we are a proxy, or `*`. */
function splitTarget(target: string): Pick<RequestFacts, 'path' | 'queryText'> {
  const start = target.startsWith('/') ? 0 : pathStart(target);
  const question = target.indexOf('?', start);
  return {
    path: (question < 0 ? target.slice(start) : target.slice(start, question)) || '/',
    queryText: question < 0 ? '' : target.slice(question + 1),
  };
}

const BEYOND_ASCII = /[\u0080-\u00ff]/;

/** Node reads header values as Latin-1; clients that send more than ASCII send UTF-8. */
function readHeaders(received: RequestFacts['headers']): RequestFacts['headers'] {
  const odd = Object.entries(received).filter(([, value]) => BEYOND_ASCII.test(String(value)));
  if (odd.length === 0) return received;
  const decode = (text: string): string => decodeUtf8(Buffer.from(text, 'latin1')) ?? text;
  const read = odd.map(([name, value]) => [
    name,
    typeof value === 'object' ? value.map(decode) : decode(String(value)),
  ]);
  return { ...received, ...Object.fromEntries(read) };
}

function decodeUtf8(bytes: Buffer): string | undefined {
  return isUtf8(bytes) ? bytes.toString('utf8') : undefined;
}

function pathStart(target: string): number {
  const scheme = target.indexOf('://');
  if (scheme < 0) return 0;
  const slash = target.indexOf('/', scheme + 3);
  return slash < 0 ? target.length : slash;
}
