/** The file of `--env-file`: lines `NAME=value`, as `node --env-file` reads them. */

import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { parseEnv } from 'node:util';
import { CommandFailure, systemReason } from '../command-failure.ts';
import { EXIT } from '../exit-code.ts';
import type { Terminal } from '../terminal.ts';

const PREFIX = 'MOCKAPI_';

/**
 * The variables of the process over those of the file. `TOKEN` in the file is what `MOCKAPI_VAR_TOKEN` is in the process:
 * `env.TOKEN`; names that begin with `MOCKAPI_` mean the same in both. Throws CommandFailure.
 */
export function readEnv(file: string | undefined, { cwd, env }: Terminal): Terminal['env'] {
  if (file === undefined) return env;
  const found = Object.entries(parseEnv(readText(file, cwd))).map(([name, value]) => [
    name.startsWith(PREFIX) ? name : `${PREFIX}VAR_${name}`,
    value,
  ]);
  return { ...Object.fromEntries(found), ...env };
}

function readText(file: string, cwd: string): string {
  try {
    return readFileSync(resolve(cwd, file), 'utf8').replace(/^\ufeff/, '');
  } catch (error) {
    throw new CommandFailure(EXIT.wrong, `the file of --env-file "${file}" cannot be read: ${systemReason(error)}`);
  }
}
