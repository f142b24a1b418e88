/** Ctrl-C while tests run: the first asks for an orderly end, the second ends the process. */

import { onSignals, type SignalSource } from '../signals.ts';

export interface Interruption {
  /** Aborted by the first signal. */
  readonly signal: AbortSignal;
  /** What the command ends with for it: 130 or 143; undefined as long as there was none. */
  readonly code: number | undefined;
  /** Listens no more. */
  off(): void;
}

/** What `exit` gets at the second signal is 130 or 143. */
export function listenForInterruption(
  exit: (code: number) => void = (code) => process.exit(code),
  source?: SignalSource,
): Interruption {
  const controller = new AbortController();
  let interruptedBy: number | undefined;
  const first = (code: number): void => {
    interruptedBy = code;
    controller.abort();
  };
  const off = onSignals({ first, again: exit }, source);
  return {
    signal: controller.signal,
    get code() {
      return interruptedBy;
    },
    off,
  };
}
