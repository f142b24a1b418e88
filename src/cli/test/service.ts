/** The real service that `--target` names. */

import { readFileSync } from 'node:fs';
import { connect } from 'node:net';
import { resolve } from 'node:path';
import type { Snapshot } from '../../compile/snapshot.ts';
import { formatDuration } from '../../core/duration.ts';
import { explainNetworkError } from '../../runner/client/network-failure.ts';
import type { Target } from '../../runner/target.ts';
import { CommandFailure, systemReason } from '../command-failure.ts';
import { EXIT } from '../exit-code.ts';

export interface Service {
  readonly url: string;
  readonly tls: Target['tls'];
}

const CONNECT_MS = 10_000;

/** Resolves once somebody listens there, or when it is aborted. Rejects with CommandFailure that says what to look at. */
export function reachService({ url }: Service, signal?: AbortSignal, waitMs = CONNECT_MS): Promise<void> {
  const { hostname, port, protocol } = new URL(url);
  const host = hostname.replace(/^\[(.*)\]$/, '$1');
  if (signal?.aborted) return Promise.resolve();
  return new Promise((resolve, reject) => {
    const socket = connect({ host, port: Number(port) || (protocol === 'https:' ? 443 : 80) });
    const giveUp = (why: string): void => {
      socket.destroy();
      reject(new CommandFailure(EXIT.blocked, `the target cannot be reached: ${why}`));
    };
    socket.setTimeout(waitMs, () => giveUp(`${url} did not take a connection within ${formatDuration(waitMs)}`));
    socket.once('error', (error) => giveUp(explainNetworkError(error, url)));
    const leave = (): void => {
      socket.destroy();
      resolve();
    };
    socket.once('connect', leave);
    signal?.addEventListener('abort', leave, { once: true });
    socket.once('close', () => signal?.removeEventListener('abort', leave));
  });
}

export function serviceTarget({ url, tls }: Service, snapshot: Snapshot): Target {
  return { url, tls, snapshot, mock: undefined, close: async () => {} };
}

/** PEM. Throws CommandFailure. */
export function readAuthority(file: string, cwd: string): string {
  let text: string;
  try {
    text = readFileSync(resolve(cwd, file), 'utf8');
  } catch (error) {
    throw new CommandFailure(EXIT.wrong, `the file of --ca "${file}" cannot be read: ${systemReason(error)}`);
  }
  if (text.includes('-----BEGIN CERTIFICATE-----')) return text;
  throw new CommandFailure(
    EXIT.wrong,
    `the file of --ca "${file}" is no certificate in PEM: it has no line "-----BEGIN CERTIFICATE-----"`,
  );
}
