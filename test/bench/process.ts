/** The processes of the benchmark, each on a core of its own. */

import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';

export interface Worker {
  /** Sends an order and resolves with the answer; rejects when the process reports an error or ends. */
  ask<Answer>(order: object): Promise<Answer>;
  /** Resolves with the next message that nobody asked for. */
  next<Answer>(): Promise<Answer>;
  stop(): Promise<void>;
}

export const SERVER_CORE = 0;
export const LOAD_CORE = 1;

/** True when processes can be kept on a core: Linux with two of them and taskset. */
export const isPinned =
  process.platform === 'linux' && availableParallelism() > LOAD_CORE && existsSync('/usr/bin/taskset');

/** Starts a built file of the benchmark: `servers/koa`. */
export function startWorker(
  built: string,
  name: string,
  { core, args = [] }: { readonly core: number; readonly args?: readonly string[] },
): Worker {
  const command = [process.execPath, '--expose-gc', join(built, 'test', 'bench', `${name}.js`), ...args];
  const [file = '', ...rest] = isPinned ? ['taskset', '-c', String(core), ...command] : command;
  const child = spawn(file, rest, { stdio: ['ignore', 'inherit', 'inherit', 'ipc'] });
  const next = <Answer>(): Promise<Answer> => nextMessage<Answer>(child, name);
  return {
    next,
    ask<Answer>(order: object) {
      const answer = next<Answer>();
      child.send(order);
      return answer;
    },
    stop: () =>
      new Promise((resolve) => {
        if (child.exitCode !== null || child.signalCode !== null) return resolve();
        child.once('exit', () => resolve());
        child.kill('SIGKILL');
      }),
  };
}

function nextMessage<Answer>(child: ChildProcess, name: string): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const onExit = (): void => {
      child.off('message', onMessage);
      reject(new Error(`${name} ended`));
    };
    const onMessage = (message: Answer & { readonly error?: string }): void => {
      child.off('exit', onExit);
      if (message.error === undefined) resolve(message);
      else reject(new Error(`${name}: ${message.error}`));
    };
    child.once('message', onMessage);
    child.once('exit', onExit);
  });
}
