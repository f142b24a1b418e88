/** A planned answer as it would arrive: headers decoded, no body where HTTP has none. */

import { join } from 'node:path';
import { isContentless } from '../core/http-words.ts';
import type { ResponsePlan } from '../core/plan.ts';
import { withoutContent } from '../serve/send-body.ts';

export interface ShownAnswer {
  readonly status: number;
  /** Without those that the connection adds: content-length, date, CORS. */
  readonly headers: readonly (readonly [name: string, value: string])[];
  /** In ms. */
  readonly delayMs: number;
  /** Undefined for a file, and where there is none. */
  readonly body: string | undefined;
  /** The file that is sent, absolute. */
  readonly file: string | undefined;
}

export function showAnswer(plan: ResponsePlan, method: string): ShownAnswer {
  const { status, delayMs } = plan;
  const isEmpty = isContentless(status) || method === 'HEAD';
  const headers = isContentless(status) ? withoutContent(plan.headers, status) : plan.headers;
  const file = plan.kind === 'file' ? join(plan.root, plan.name) : undefined;
  return {
    status,
    headers: pairs(headers),
    delayMs,
    body: plan.kind === 'send' && !isEmpty ? plan.body.toString() : undefined,
    file,
  };
}

function pairs(headers: readonly string[]): readonly (readonly [string, string])[] {
  return headers.flatMap((name, index) =>
    index % 2 === 0 ? [[name, Buffer.from(headers[index + 1] ?? '', 'latin1').toString('utf8')] as const] : [],
  );
}
