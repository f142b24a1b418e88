/** Steps being run: what they share, and what they leave behind. */

import { count } from '../core/count.ts';
import type { Cookies } from './client/cookies.ts';
import type { ClientHost } from './clients.ts';
import type { Found } from './found.ts';
import type { Secrets } from './secrets.ts';
import type { Sight } from './sight.ts';
import type { Worker } from './worker.ts';

export interface Turn {
  readonly worker: Worker;
  readonly sight: Sight;
  readonly cookies: Cookies;
  readonly clients: ClientHost;
  readonly secrets: Secrets;
  readonly record: TurnRecord;
  /** Cuts waiting short. */
  readonly signal: AbortSignal | undefined;
}

/** Of one case, the steps of cases that it uses included. */
export interface TurnRecord {
  /** Requests and frames. */
  sent: number;
  /** Steps behind the one that failed. */
  left: number;
  /** Each once. */
  readonly notes: Set<string>;
  /** What is done at the end, the youngest first: `after` of cases that were used, and their clients. */
  readonly endings: (() => Promise<readonly Found[]>)[];
}

/** What it says of steps that were not run. */
export function leftNote({ left }: Pick<TurnRecord, 'left'>): readonly string[] {
  return left === 0 ? [] : [`${count(left, 'step')} ${left === 1 ? 'was' : 'were'} not run`];
}

export function createRecord(): TurnRecord {
  return { sent: 0, left: 0, notes: new Set(), endings: [] };
}
