/** How far a request has come: written by the steps as they go, read by whoever answers, logs or explains it. */

import type { RefusalKind } from '../core/errors.ts';
import type { Exchange } from '../core/exchange.ts';
import type { Logger } from '../core/logger.ts';
import type { Runtime } from '../core/runtime.ts';
import type { CompiledChannel } from './compiled-channel.ts';
import type { Admission, CompiledCase, CompiledRoute } from './compiled-route.ts';
import type { Snapshot } from './snapshot.ts';

export interface Progress {
  readonly snapshot: Snapshot;
  readonly exchange: Exchange & Runtime;
  readonly logger: Logger;
  /** Once one was met; a channel where a connection is asked for, or should have been. */
  route: CompiledRoute | CompiledChannel | undefined;
  /** Once the route has looked at every source. */
  admission: Admission | undefined;
  /** Once a case took the request; a literal answer needs no choice. */
  chosen: CompiledCase | undefined;
  /** Once it was decided that no case answers, and why. */
  refusal: Refusal | undefined;
}

/** Why it was not a case that answered. */
export interface Refusal {
  /** `invalid`: parameters miss what is declared; `failed`: an expression of the answer failed; `internal`: we did. */
  readonly kind: RefusalKind | 'invalid' | 'failed' | 'internal';
  readonly message: string;
}

/** `goods.yaml:12`: the case that answers, or the route that refuses; undefined where none was met. */
export function answeringPlace(progress: Progress): string | undefined {
  return (progress.chosen ?? progress.route)?.at;
}
