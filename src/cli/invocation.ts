/** What a command is given, beside its words. */

import type { Terminal } from './terminal.ts';

export interface Invocation {
  readonly terminal: Terminal;
  readonly version: string;
  /** When the command began, in ms since the epoch. */
  readonly startedAt: number;
  /** Sets the exit code; 0 when no command does. */
  end(code: number): void;
}
