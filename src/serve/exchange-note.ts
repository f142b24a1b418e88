/** An exchange when it is over: one object for the line in the access log and for the journal. */

import type { CompiledChannel } from '../compile/compiled-channel.ts';
import type { Admission, CompiledCase, CompiledRoute } from '../compile/compiled-route.ts';
import type { Progress, Refusal } from '../compile/progress.ts';
import { RequestError } from '../core/errors.ts';
import type { Exchange, UploadedFile } from '../core/exchange.ts';
import type { ResponsePlan } from '../core/plan.ts';
import type { ExchangeEntry } from '../journal/entry.ts';
import type { Decided } from '../journal/explanation.ts';
import type { AccessFacts } from '../log/index.ts';
import type { RequestExchange } from './exchange.ts';

/** How it ended. */
export interface End {
  readonly method: string;
  readonly client: string;
  readonly plan: ResponsePlan | undefined;
  readonly status: number;
  readonly ms: number;
}

/** A class: the getters are the log's words for what the journal has anyway. */
export class ExchangeNote implements ExchangeEntry, AccessFacts {
  readonly kind = 'request';
  readonly method: string;
  readonly exchange: Exchange;
  readonly client: string;
  readonly version: number;
  readonly met: CompiledRoute | CompiledChannel | undefined;
  readonly admission: Admission | undefined;
  readonly chosen: CompiledCase | undefined;
  readonly refusal: Refusal | undefined;
  readonly plan: ResponsePlan | undefined;
  readonly status: number;
  readonly ms: number;

  constructor(progress: Progress, { method, client, plan, status, ms }: End) {
    this.method = method;
    this.exchange = progress.exchange;
    this.client = client;
    this.version = progress.snapshot.version;
    this.met = progress.route;
    this.admission = progress.admission;
    this.chosen = progress.chosen;
    this.refusal = progress.refusal;
    this.plan = plan;
    this.status = status;
    this.ms = ms;
  }

  get target(): string {
    return this.exchange.request.target;
  }

  get id(): string {
    return this.exchange.id;
  }

  /** `goods.yaml:12`: the case that answered, or the route that refused. */
  get route(): string | undefined {
    return (this.chosen ?? this.met)?.at;
  }
}

/** What is known of an exchange before its answer is out. */
export function decided(progress: Progress, method: string): Decided {
  const { exchange, snapshot, route, admission, chosen, refusal } = progress;
  return { method, exchange, version: snapshot.version, met: route, admission, chosen, refusal };
}

/** The files of a multipart request go when it is over: from then on only what is known of them is there. */
export function letFilesGo(exchange: RequestExchange, admission: Admission | undefined): Admission | undefined {
  const { payload } = exchange;
  if (payload.kind !== 'multipart' || payload.files.length === 0) return admission;
  exchange.payload = { ...payload, files: payload.files.map(withoutContent) };
  if (!admission?.scope.file) return admission;
  const { file } = admission.scope;
  const entries = Object.entries(file).map(([name, value]) => [name, copyOf(value)] as const);
  return { ...admission, scope: { ...admission.scope, file: Object.fromEntries(entries) } };
}

function withoutContent({ field, name, size, type, sha256 }: UploadedFile): UploadedFile {
  return {
    field,
    name,
    size,
    type,
    sha256,
    get text() {
      return gone();
    },
  };
}

/** Of one file, or of a list; as it was, `text` is not enumerable. */
function copyOf(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(copyOf);
  return Object.defineProperty({ ...(value as object) }, 'text', { get: gone });
}

/** Throws RequestError. */
function gone(): never {
  throw new RequestError(410, 'malformed', 'the content of an upload is not kept');
}
