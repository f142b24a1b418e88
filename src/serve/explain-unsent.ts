/** What a running mock would answer to a request that nobody sent, and why: its files and its own pages are looked at too. */

import { type Explanation, explainExchange } from '../compile/explain.ts';
import type { Snapshot } from '../compile/snapshot.ts';
import type { ResponsePlan } from '../core/plan.ts';
import type { Docs } from './docs/docs.ts';
import { whyNotSent } from './open-inside.ts';
import { messageOf, readUnsent, type UnsentRequest } from './read-unsent.ts';

/** Multipart bodies are not for this. */
export async function explainUnsent(snapshot: Snapshot, unsent: UnsentRequest, docs: Docs): Promise<Explanation> {
  const request = await readUnsent(snapshot, unsent);
  const { match, exchange } = request;
  const { method, path } = exchange.request;
  if (match.kind !== 'found') {
    const found = docs.find({ method, path, match }, snapshot);
    if (!found.page) return explainExchange({ ...request, match: found.match });
    return explainPage(explainExchange(request), path, found.page(messageOf(unsent)));
  }
  const explanation = explainExchange(request);
  const { plan } = explanation;
  const unsendable = plan.kind === 'file' ? await whyNotSent(plan) : undefined;
  // Read anew: what was drawn and counted is drawn and counted again.
  return unsendable ? explainExchange({ ...(await readUnsent(snapshot, unsent)), unsendable }) : explanation;
}

function explainPage(explanation: Explanation, path: string, plan: ResponsePlan): Explanation {
  return { ...explanation, refusal: `${path} is a page of the mock itself (the setting "docs")`, plan };
}
