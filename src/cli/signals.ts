/** Ctrl-C and `kill`: the first asks for a graceful end, the second gets one at once. */

import { constants } from 'node:os';

type StopSignal = 'SIGINT' | 'SIGTERM';

/** The part of `process` that is needed: tests bring their own. */
export interface SignalSource {
  on(signal: StopSignal, listener: (signal: StopSignal) => void): unknown;
  off(signal: StopSignal, listener: (signal: StopSignal) => void): unknown;
}

/** What signals lead to; `code` is what a process ends with by such a signal: 130 for SIGINT, 143 for SIGTERM. */
export interface SignalHandling {
  first(code: number): void;
  again(code: number): void;
}

/** Returns a function that listens no more. */
export function onSignals({ first, again }: SignalHandling, source: SignalSource = process): () => void {
  let isFirst = true;
  const listener = (signal: StopSignal): void => {
    const code = 128 + constants.signals[signal];
    if (!isFirst) {
      again(code);
      return;
    }
    isFirst = false;
    first(code);
  };
  source.on('SIGINT', listener);
  source.on('SIGTERM', listener);
  return () => {
    source.off('SIGINT', listener);
    source.off('SIGTERM', listener);
  };
}

/** Could not run to its end: what `stop` failed with is no fault of the project. */
const STOP_FAILED = 3;

/**
 * The first SIGINT or SIGTERM calls `stop` and then `exit(0)`, or tells the reason and calls `exit(3)` when it fails;
 * a second calls `exit` at once, with 130 for SIGINT and 143 for SIGTERM. Returns a function that listens no more.
 */
export function onStopSignal(
  stop: () => Promise<void>,
  exit: (code: number) => void,
  source: SignalSource = process,
  tell: (text: string) => void = (text) => process.stderr.write(text),
): () => void {
  return onSignals({ first: () => void stopWith(stop, exit, tell), again: exit }, source);
}

async function stopWith(
  stop: () => Promise<void>,
  exit: (code: number) => void,
  tell: (text: string) => void,
): Promise<void> {
  try {
    await stop();
  } catch (error) {
    tell(`mockapi did not end cleanly: ${error instanceof Error ? error.message : String(error)}\n`);
    exit(STOP_FAILED);
    return;
  }
  exit(0);
}
