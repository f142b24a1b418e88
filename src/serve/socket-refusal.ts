/** What is answered, and told, of what never became a request: in the project's envelope, in access log and journal. */

import type { Socket } from 'node:net';
import { refusalScope } from '../compile/refusal-scope.ts';
import type { ExchangeEntry } from '../journal/entry.ts';
import { endsOf } from './ends.ts';
import { RequestExchange } from './exchange.ts';
import { tellWhy } from './explain-answer.ts';
import type { PipelineDeps } from './pipeline.ts';
import type { RenderRefusal } from './refuse-socket.ts';
import { requestId } from './request-id.ts';

/** Method and target of what has none. */
const UNKNOWN = '-';

/** What the request line said, where it could be read. */
export interface RequestLine {
  readonly method: string;
  readonly target: string;
}

export function socketRefusal(
  deps: PipelineDeps,
  { method, target }: RequestLine = { method: UNKNOWN, target: UNKNOWN },
): RenderRefusal {
  const { live, ids, counters, seed } = deps;
  return ({ status, message, socket }) => {
    const snapshot = live.current;
    const { client, port } = endsOf(socket as Socket);
    const exchange = new RequestExchange({
      id: requestId(ids, undefined),
      request: { method, target, path: target, queryText: '', headers: {}, client, port },
      seed,
      locale: snapshot.settings.locale,
      counters,
    });
    const scope = refusalScope(exchange, { status, message }, { constants: snapshot.constants });
    const plan = snapshot.refusals.refused.plan(scope, exchange);
    return {
      headers: plan.headers,
      body: plan.kind === 'send' ? String(plan.body) : '',
      note: () =>
        note(deps, {
          kind: 'request',
          method,
          exchange,
          client: client.host,
          version: snapshot.version,
          met: undefined,
          admission: undefined,
          chosen: undefined,
          refusal: { kind: kindOf(status), message },
          plan,
          status,
          ms: 0,
        }),
    };
  };
}

function kindOf(status: number): 'too-large' | 'malformed' {
  return status === 413 || status === 431 ? 'too-large' : 'malformed';
}

function note({ access, journal, logger, reader }: PipelineDeps, entry: ExchangeEntry): void {
  const { method, exchange, client, status, ms } = entry;
  access({ method, target: exchange.request.target, status, ms, id: exchange.id, client });
  journal.append(entry);
  if (logger.isEnabled('debug')) tellWhy(entry, { logger, reader });
}
