/** A text of ours as an answer: sent when it is new to the client, else 304. */

import { createHash } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import type { RawHeaders, SendPlan } from '../../core/plan.ts';
import { hasVersion } from '../file-validators.ts';

export interface DocsText {
  /** Its media type. */
  readonly type: string;
  readonly body: string | Buffer;
  /** In quotes; worked out from the body where it is not known yet. */
  readonly etag?: string;
}

/** Asked for again each time: what is published changes while it is looked at. */
export function textPlan(text: DocsText, req: Pick<IncomingMessage, 'headers'>, headers: RawHeaders = []): SendPlan {
  const etag = text.etag ?? etagOf(text.body);
  const about = ['etag', etag, 'cache-control', 'no-cache', 'x-content-type-options', 'nosniff', ...headers];
  const plan = { kind: 'send', delayMs: 0 } as const;
  if (hasVersion(req.headers, etag)) return { ...plan, status: 304, headers: about, body: '' };
  return { ...plan, status: 200, headers: ['content-type', text.type, ...about], body: text.body };
}

/** Strong: another text has another one. */
export function etagOf(body: string | Buffer): string {
  return `"${createHash('sha1').update(body).digest('base64url')}"`;
}
