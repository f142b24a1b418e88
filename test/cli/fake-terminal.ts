/** A terminal that remembers what was written, and a folder with files for it to stand in. */

import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { main } from '../../src/cli/main.ts';
import type { Stream, Terminal } from '../../src/cli/terminal.ts';
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

export interface FakeTerminal {
  readonly terminal: Terminal;
  /** Everything written so far. */
  out(): string;
  err(): string;
}

export function fakeTerminal({ cwd, isTerminal = false, stdin = '', env = {} }: RunOptions): FakeTerminal {
  const out: string[] = [];
  const err: string[] = [];
  const stream = (texts: string[]): Stream => ({
    isTerminal,
    style: createStyle(false),
    write: (text) => {
      texts.push(text);
    },
  });
  return {
    terminal: { cwd, env, out: stream(out), err: stream(err), readStdin: () => Buffer.from(stdin) },
    out: () => out.join(''),
    err: () => err.join(''),
  };
}

/** Runs `mockapi` in this process. */
export async function run(argv: readonly string[], options: RunOptions): Promise<Ran> {
  const { terminal, out, err } = fakeTerminal(options);
  const code = await main(argv, terminal);
  return { code, out: out(), err: err() };
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
