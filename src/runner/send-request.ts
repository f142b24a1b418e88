/** Sends the request of a step, as often as asked, and shows it as it was sent. */

import type { ReadAnswer } from './client/answer.ts';
import { encodeBody } from './client/encode-body.ts';
import { type Outgoing, sendFollowing, withCookies } from './client/follow.ts';
import type { RequestStep } from './compiled-suite.ts';
import type { ShownRequest } from './found.ts';
import type { Turn } from './turn.ts';

/** One sending, with all redirects that it followed. */
export interface Attempt {
  readonly outcome: ReadAnswer | { readonly failure: string };
  /** The request that was answered, behind the redirects. */
  readonly last: Pick<Outgoing, 'method' | 'url'>;
  readonly shown: ShownRequest;
  /** Of the journal of the mock, when it began; 0 on a target. */
  readonly since: number;
}

/** An attempt that was answered. */
export interface Answered extends Attempt {
  readonly outcome: ReadAnswer;
}

export function isAnswered(attempt: Attempt): attempt is Answered {
  return 'answer' in attempt.outcome;
}

export type Send = (timeoutMs: number) => Promise<Attempt>;

/** The request is made once: what is random in it stays. Throws ExpressionError, and FileError for an upload that is not there. */
export function createSend(step: RequestStep, { worker, sight, secrets, cookies, record }: Turn): Send {
  const { target, http } = worker;
  const { isFollowing } = step;
  const { method, target: written, headers, body } = step.prepare(sight.scope(), sight.runtime());
  secrets.learnHeaders(headers);
  const ownType = headers.find(([name]) => isContentType(name))?.[1];
  const encoded = body && encodeBody(body, ownType);
  const kept = encoded?.contentType === undefined ? headers : headers.filter(([name]) => !isContentType(name));
  const url = /^https?:\/\//i.test(written) ? written : target.url + written;
  const outgoing: Outgoing = {
    method,
    url,
    headers: encoded?.contentType === undefined ? kept : [...kept, ['content-type', encoded.contentType]],
    body: encoded?.bytes,
  };
  const isAddress = /^(\/|https?:\/\/)/i.test(written);

  return async (timeoutMs) => {
    const since = target.mock?.journal.last ?? 0;
    const shown: ShownRequest = {
      method,
      url,
      headers: withCookies(kept, cookies.header(url)),
      body,
      isFollowing,
      isInsecure: target.tls.isInsecure,
    };
    if (!isAddress) {
      const failure = `"${written}" is neither a path nor a URL: it has to begin with / or http://`;
      return { outcome: { failure }, last: outgoing, shown, since };
    }
    const { reply, last, count } = await sendFollowing(outgoing, { http, cookies, timeoutMs, isFollowing });
    record.sent += count;
    return { outcome: reply.kind === 'answered' ? reply.read : { failure: reply.message }, last, shown, since };
  };
}

function isContentType(name: string): boolean {
  return name.toLowerCase() === 'content-type';
}
