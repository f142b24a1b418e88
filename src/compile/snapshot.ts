/** What the server answers from: frozen, versioned, swapped as a whole. */

import type { Problem } from '../core/problem.ts';
import type { Settings } from '../spec/settings.ts';
import type { CompiledChannel } from './compiled-channel.ts';
import type { CompiledRoute, Constants } from './compiled-route.ts';
import type { ContractFacts } from './contract/contract.ts';
import type { GeneralRefusals } from './refusals.ts';
import type { RouteTable } from './route-table.ts';

export interface Snapshot {
  /** 1 for the first, counted up by each publication. */
  readonly version: number;
  readonly settings: Settings;
  readonly routes: readonly CompiledRoute[];
  readonly table: RouteTable<CompiledRoute>;
  readonly channels: readonly CompiledChannel[];
  /** Asked with the method `WS`. */
  readonly channelTable: RouteTable<CompiledChannel>;
  /** OpenAPI documents that are served. */
  readonly contracts: readonly ContractFacts[];
  /** True where no route is written by hand. */
  readonly isOnlyContracts: boolean;
  /** For requests that meet no route: the project's own envelope. */
  readonly refusals: GeneralRefusals;
  /** What expressions of the project's envelope see, whatever the request. */
  readonly constants: Constants;
  /** Routes and channels that answer from the last good version of a file that is broken now, with that file's name. */
  readonly stale: ReadonlyMap<CompiledRoute | CompiledChannel, string>;
  readonly warnings: readonly Problem[];
}
