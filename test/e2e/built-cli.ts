/** `bin/mockapi.js` as people run it: built, started as a child process, watched by its lines. */

import { type ChildProcess, spawn } from 'node:child_process';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { isStale } from '../../build/stale.ts';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));
const BIN = join(ROOT, 'bin/mockapi.js');

/** `npm test` builds before it begins; whoever runs a file alone does so first. */
export function needBuilt(): void {
  if (isStale()) throw new Error('dist/ is missing or older than src/: npm run build');
}

export interface Cli {
  readonly child: ChildProcess;
  /** Everything written so far. */
  out(): string;
  err(): string;
  /** Resolves with the first match in stdout or stderr, now or later; rejects when the process ends without it. */
  seen(pattern: RegExp): Promise<RegExpExecArray>;
  /** Resolves when it has ended and everything was read. */
  readonly ended: Promise<Ended>;
}

export interface Ended {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly out: string;
  readonly err: string;
}

export interface CliOptions {
  readonly cwd: string;
  readonly env?: Readonly<Record<string, string>>;
  /** A file descriptor for stdout instead of a pipe. */
  readonly stdout?: number;
}

/** Variables of the outer process that would change what is tested are left out. */
export function startCli(argv: readonly string[], { cwd, env = {}, stdout }: CliOptions): Cli {
  const outer = Object.entries(process.env).filter(
    ([name]) => !/^(MOCKAPI_|NO_COLOR|FORCE_COLOR|NODE_OPTIONS)/.test(name),
  );
  const child = spawn(process.execPath, [BIN, ...argv], {
    cwd,
    env: { ...Object.fromEntries(outer), ...env },
    stdio: ['ignore', stdout ?? 'pipe', 'pipe'],
  });
  let out = '';
  let err = '';
  let onText = (): void => {};
  child.stdout?.setEncoding('utf8').on('data', (text: string) => {
    out += text;
    onText();
  });
  child.stderr?.setEncoding('utf8').on('data', (text: string) => {
    err += text;
    onText();
  });
  const ended = new Promise<Ended>((resolve) => {
    child.once('close', (code, signal) => resolve({ code, signal, out, err }));
  });
  return {
    child,
    ended,
    out: () => out,
    err: () => err,
    seen(pattern) {
      return new Promise((resolve, reject) => {
        const look = (): void => {
          const match = pattern.exec(out) ?? pattern.exec(err);
          if (match) resolve(match);
        };
        onText = look;
        look();
        void ended.then(() => reject(new Error(`it ended without ${pattern}:\n${out}\n${err}`)));
      });
    },
  };
}
