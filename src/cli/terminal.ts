/** Where commands read and write: the process, or what a test brings. */

import { createStyle, type Style } from '../core/style.ts';

export interface Terminal {
  readonly cwd: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Results: what a script may read. */
  readonly out: Stream;
  /** Problems and words to people. */
  readonly err: Stream;
  /** All bytes of standard input. */
  readStdin(): Buffer;
}

export interface Stream {
  /** Never throws: whoever read it may be gone. */
  write(text: string): void;
  readonly isTerminal: boolean;
  /** How wide the terminal is now; undefined where there is none. */
  readonly columns?: number | undefined;
  readonly style: Style;
}

type Output = NodeJS.WritableStream & { readonly isTTY?: boolean; readonly columns?: number };

/** Colour goes to terminals that can show it, unless `NO_COLOR` is set (no-color.org). */
export function createStream(output: Output, env: Terminal['env'], onError: (error: Error) => void): Stream {
  const isTerminal = output.isTTY === true;
  const refuses = (env.NO_COLOR ?? '') !== '' || env.TERM === 'dumb';
  output.on('error', (error: NodeJS.ErrnoException) => {
    // `mockapi routes | head -1`: the reader has seen enough
    if (error.code !== 'EPIPE' && error.code !== 'ERR_STREAM_DESTROYED') onError(error);
  });
  return {
    isTerminal,
    get columns() {
      return output.columns;
    },
    style: createStyle(isTerminal && !refuses),
    write: (text) => {
      output.write(text);
    },
  };
}
