/** The WebSocket clients of one case: opened by its steps, closed with it. */

import type { Runtime, Scope } from '../core/runtime.ts';
import { type Acted, createClient, type Moment } from './client/client.ts';
import type { ClientDeps } from './client/client-deps.ts';
import type { ClientAction, ClientStep, TestClient } from './compiled-suite.ts';
import type { Failure } from './result.ts';

export interface ClientHost {
  /**
   * What the clients do goes in the order in which they are named (`open`, `send`, `close`); what they wait for is
   * awaited at once. All do it, whoever fails. Of several values that `save` could read the last named client's counts.
   */
  run(step: ClientStep, scope: Scope, runtime: Runtime): Promise<Acted>;
  /** Ends all connections; resolves with what went wrong and no step has told. */
  close(): Promise<readonly Failure[]>;
}

/** Opens nothing yet. */
export function createClientHost(clients: readonly TestClient[], deps: ClientDeps): ClientHost {
  const byName = new Map(clients.map((client) => [client.name, createClient(client, deps)]));
  return {
    async run({ clients: names, action, origin }, scope, runtime) {
      const moment: Moment = { origin, scope, runtime };
      const act = async (name: string): Promise<Acted> => {
        const client = byName.get(name);
        if (!client) throw new Error(`there is no client "${name}"`);
        return client.act(action, moment);
      };
      return join(IN_TURN.has(action.do) ? await inTurn(names, act) : await Promise.all(names.map(act)));
    },
    async close() {
      const untold = await Promise.all([...byName.values()].map((client) => client.close()));
      return untold.flat();
    },
  };
}

const IN_TURN: ReadonlySet<ClientAction['do']> = new Set(['open', 'send', 'close']);

async function inTurn(names: readonly string[], act: (name: string) => Promise<Acted>): Promise<readonly Acted[]> {
  const acted: Acted[] = [];
  for (const name of names) acted.push(await act(name));
  return acted;
}

function join(all: readonly Acted[]): Acted {
  return {
    failures: all.flatMap(({ failures }) => failures),
    values: Object.assign({}, ...all.map(({ values }) => values)),
    sent: all.reduce((sum, { sent }) => sum + sent, 0),
  };
}
