/** An exchange when it is over, as it waits for its entry in the journal to be made. */

import type { IncomingHttpHeaders } from 'node:http';
import type { CompiledChannel } from '../compile/compiled-channel.ts';
import type { CompiledCase, CompiledRoute } from '../compile/compiled-route.ts';
import type { Progress, Refusal } from '../compile/progress.ts';
import type { ResponsePlan, SendPlan } from '../core/plan.ts';
import { sharedPlan } from '../journal/cost.ts';
import type { Entry } from '../journal/entry.ts';
import type { Happened } from '../journal/journal.ts';
import type { Ends } from './ends.ts';
import type { RequestExchange, WireFacts } from './exchange.ts';
import { type KeptPayload, keepPayload, keptBytes } from './kept-payload.ts';
import type { RequestId } from './request-id.ts';

/** A request, or a handshake, that is over. */
export type Ended = Progress & { readonly exchange: RequestExchange };

/** How it ended. */
export interface End {
  readonly method: string;
  /** What was sent; undefined for a handshake that was accepted. */
  readonly plan: ResponsePlan | undefined;
  readonly status: number;
  readonly ms: number;
}

/** Bytes of a body, or of an answer, roughly. */
const LARGE = 4096;

type MakeNote = (ended: EndedExchange, spare: Entry | undefined) => Entry;

/**
 * All that its entry will be made of, and nothing of the request itself: that goes on its way, and would take with it what
 * it has read of a body.
 */
export class EndedExchange implements Happened {
  readonly end: End;
  readonly version: number;
  readonly met: CompiledRoute | CompiledChannel | undefined;
  readonly chosen: CompiledCase | undefined;
  readonly refusal: Refusal | undefined;
  readonly isAdmitted: boolean;
  readonly requestId: RequestId;
  readonly now: number;
  readonly seed: number;
  readonly payload: KeptPayload;
  readonly target: string;
  readonly rawHeaders: readonly string[];
  readonly headers: IncomingHttpHeaders;
  readonly ends: Ends;
  readonly #note: MakeNote;

  constructor(ended: Ended, { target, req, ends }: WireFacts, end: End, note: MakeNote) {
    const { exchange } = ended;
    this.end = end;
    this.version = ended.snapshot.version;
    this.met = ended.route;
    this.chosen = ended.chosen;
    this.refusal = ended.refusal;
    this.isAdmitted = ended.admission !== undefined;
    this.requestId = exchange.requestId;
    this.now = exchange.now;
    this.seed = exchange.seed;
    this.payload = keepPayload(exchange.payload);
    this.target = target;
    this.rawHeaders = req.rawHeaders;
    this.headers = req.headers;
    this.ends = ends;
    this.#note = note;
  }

  get isLarge(): boolean {
    const { plan } = this.end;
    const isLargePlan = plan?.kind === 'send' && plan.body.length > LARGE && this.ownPlan !== undefined;
    return isLargePlan || keptBytes(this.payload) > LARGE;
  }

  /** An answer that was made for this request alone. */
  get ownPlan(): SendPlan | undefined {
    const { plan } = this.end;
    return plan?.kind === 'send' && plan !== sharedPlan(this.met, this.chosen) ? plan : undefined;
  }

  entry(spare: Entry | undefined): Entry {
    return this.#note(this, spare);
  }
}
