/** What the endpoints of a console are asked about. */

import type { Mock } from '../serve/mock.ts';
import type { Endpoint } from './endpoint.ts';

export interface ConsoleContext {
  readonly mock: Mock;
  /** Of mockapi. */
  readonly version: string;
  /** ISO 8601. */
  readonly startedAt: string;
  /** All there are: the index and the OpenAPI document tell them. */
  readonly endpoints: readonly Endpoint[];
  /** How often a live stream says that it is alive, in ms. */
  readonly heartbeatMs: number;
  /** How long a reader of it may take nothing, in ms. */
  readonly stallMs: number;
}
