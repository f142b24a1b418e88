/** What `response` declares of statuses that no case gives: it is about the service that is mocked. */

import { statusPhrase } from '../../core/http-words.ts';
import { ofStatus } from '../promised-status.ts';
import { type CaseContext, hasNoContent, inEnvelope } from './case-responses.ts';
import type { DescribedResponse } from './route-description.ts';

/** In the order in which they are declared. */
export function describePromises(context: CaseContext): readonly DescribedResponse[] {
  const { route, background } = context;
  const given = new Set(
    route.cases.map(({ planner: { form } }) => form.status !== undefined && ofStatus(route.responses, form.status)),
  );
  const [first] = background.cases;
  return [...route.responses].flatMap(([key, promise]): readonly DescribedResponse[] => {
    if (given.has(promise) || !first) return [];
    const status = /^\d+$/.test(key) ? Number(key) : undefined;
    const isBare = background.cases.every(({ kind }) => kind === 'body' || kind === 'file');
    const written = { envelope: first.envelope, code: undefined, message: undefined };
    const schema = isBare ? promise.schema : inEnvelope(promise.schema, status, { written, context });
    return [
      {
        status: key === 'DEFAULT' ? 'default' : key,
        description: status === undefined ? 'As it is declared.' : statusPhrase(status),
        contents: hasNoContent(status, route) ? [] : [{ mediaType: 'application/json', schema, examples: [] }],
        headers: [],
      },
    ];
  });
}
