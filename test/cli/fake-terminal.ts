/** A terminal that remembers what was written, and a folder with files for it to stand in. */

import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { main } from '../../src/cli/main.ts';
import type { Stream } from '../../src/cli/terminal.ts';
import { createStyle } from '../../src/core/style.ts';

export interface Ran {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

export interface RunOptions {
  readonly cwd: string;
  readonly isTerminal?: boolean;
  readonly stdin?: string;
  readonly env?: Readonly<Record<string, string>>;
}

/** Runs `mockapi` in this process. */
export async function run(argv: readonly string[], options: RunOptions): Promise<Ran> {
  const out: string[] = [];
  const err: string[] = [];
  const stream = (lines: string[]): Stream => ({
    isTerminal: options.isTerminal ?? false,
    style: createStyle(false),
    write: (text) => {
      lines.push(text);
    },
  });
  const code = await main(argv, {
    cwd: options.cwd,
    env: options.env ?? {},
    out: stream(out),
    err: stream(err),
    readStdin: () => Buffer.from(options.stdin ?? ''),
  });
  return { code, out: out.join(''), err: err.join('') };
}

/** Call inside `describe`; the function it gives writes files and returns the folder of the running `it`. */
export function useFolder(): (files?: Readonly<Record<string, string>>) => string {
  let folder = '';
  beforeEach(() => {
    folder = realpathSync(mkdtempSync(join(tmpdir(), 'mockapi-cli-')));
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));
  return (files = {}) => {
    for (const [name, text] of Object.entries(files)) {
      mkdirSync(dirname(join(folder, name)), { recursive: true });
      writeFileSync(join(folder, name), text);
    }
    return folder;
  };
}
