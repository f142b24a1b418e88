/** How far a request has come: written by the steps as they go, read by whoever answers, logs or explains it. */

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
}

/** `goods.yaml:12`: the case that answers, or the route that refuses; undefined where none was met. */
export function answeringPlace(progress: Progress): string | undefined {
  return (progress.chosen ?? progress.route)?.at;
}
