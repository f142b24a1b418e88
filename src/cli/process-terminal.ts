/** The terminal of this process. */

import { readFileSync } from 'node:fs';
import { EXIT } from './exit-code.ts';
import { createStream, type Terminal } from './terminal.ts';

/** Listens for errors of stdout and stderr; make one for a process. */
export function processTerminal(): Terminal {
  const { env } = process;
  // Results that cannot be written (a full disk) must not end as success.
  const fail = (error: Error): void => {
    process.stderr.write(`mockapi cannot write its output: ${error.message}\n`);
    process.exit(EXIT.blocked);
  };
  return {
    cwd: process.cwd(),
    env,
    out: createStream(process.stdout, env, fail),
    err: createStream(process.stderr, env, () => {}),
    readStdin: () => readFileSync(0),
  };
}
