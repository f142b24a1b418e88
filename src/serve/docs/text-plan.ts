/** A text of ours as an answer: sent when it is new to the client, else 304. */

import { createHash } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import type { RawHeaders, SendPlan } from '../../core/plan.ts';
import { hasVersion } from '../file-validators.ts';

export interface DocsText {
  /** Its media type. */
  readonly type: string;
  readonly body: Buffer;
  /** In quotes. */
  readonly etag: string;
}

/** With the tag of its body, which is worked out here and not for each request. */
export function docsText(type: string, body: string): DocsText {
  const bytes = Buffer.from(body);
  return { type, body: bytes, etag: etagOf(bytes) };
}

/** Asked for again each time: what is published changes while it is looked at. */
export function textPlan(text: DocsText, req: Pick<IncomingMessage, 'headers'>, headers: RawHeaders = []): SendPlan {
  const { etag } = text;
  const about = ['etag', etag, 'cache-control', 'no-cache', 'x-content-type-options', 'nosniff', ...headers];
  const plan = { kind: 'send', delayMs: 0 } as const;
  if (hasVersion(req.headers, etag)) return { ...plan, status: 304, headers: about, body: '' };
  return { ...plan, status: 200, headers: ['content-type', text.type, ...about], body: text.body };
}

/** Strong: another text has another one. */
function etagOf(body: Buffer): string {
  return `"${createHash('sha1').update(body).digest('base64url')}"`;
}
