/** What every part of `mockapi test` is given beside its job. */

import type { Terminal } from '../terminal.ts';
import type { Interruption } from './interruption.ts';

export interface Session {
  readonly terminal: Terminal;
  /** Of mockapi. */
  readonly version: string;
  readonly interruption: Interruption;
}
