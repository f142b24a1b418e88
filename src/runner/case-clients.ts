/** The WebSocket clients of a case, with what the case and its worker give them. */

import { type ClientHost, createClientHost } from './clients.ts';
import type { TestClient } from './compiled-suite.ts';
import type { Turn } from './turn.ts';

export function createClients(
  clients: readonly TestClient[],
  { worker, cookies, signal }: Pick<Turn, 'worker' | 'cookies' | 'signal'>,
): ClientHost {
  const { target, timeoutMs, options } = worker;
  return createClientHost(clients, {
    target,
    timeoutMs,
    signal,
    cookies,
    promise: (path) => options.conformance?.message(target.snapshot, path),
  });
}
