/** Which route of the mock has answered. */

import type { Answered } from './send-request.ts';
import type { TargetMock } from './target.ts';

/** `goods.yaml:12`: what the answer says; where it says nothing, what the mock has noted. */
export function answeredBy({ outcome, since, last }: Answered, mock: TargetMock | undefined): string | undefined {
  if (outcome.answer.answeredBy !== undefined || !mock) return outcome.answer.answeredBy;
  const found = mock.reader
    .records({ after: since, test: ({ entry }) => entry.kind === 'request' && entry.method === last.method })
    .findLast((record) => record.kind === 'request' && last.url.endsWith(record.target));
  return found?.kind === 'request' ? (found.case ?? found.route?.at) : undefined;
}
