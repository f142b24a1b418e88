/** What is answered on a bare socket, before there is a request: in the project's envelope all the same. */

import { refusalScope } from '../compile/refusal-scope.ts';
import type { RawHeaders } from '../core/plan.ts';
import { RequestExchange } from './exchange.ts';
import type { PipelineDeps } from './pipeline.ts';
import { requestId } from './request-id.ts';

/** The head and body of a refusal with this status and message. */
export function socketRefusal({
  live,
  ids,
  counters,
  seed,
}: PipelineDeps): (status: number, message: string) => { readonly headers: RawHeaders; readonly body: string } {
  return (status, message) => {
    const snapshot = live.current;
    const request = {
      method: '',
      target: '',
      path: '',
      queryText: '',
      headers: {},
      client: { host: '', port: 0 },
      port: 0,
    };
    const exchange = new RequestExchange({
      id: requestId(ids, undefined),
      request,
      seed,
      locale: snapshot.settings.locale,
      counters,
    });
    const plan = snapshot.refusals.refused.plan(
      refusalScope(exchange, { status, message }, { constants: snapshot.constants }),
      exchange,
    );
    return { headers: plan.headers, body: plan.kind === 'send' ? String(plan.body) : '' };
  };
}
