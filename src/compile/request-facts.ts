/** `request` as expressions see it: made only for routes that look at it. */

import type { Exchange } from '../core/exchange.ts';
import { SOURCE_KINDS } from '../kinds/source/index.ts';

/** `method`, `url`, `headers`, `client`, `cookies`, `body` (the raw text, or null) and `time` (ISO 8601). */
export function requestFacts(exchange: Exchange): { readonly [key: string]: unknown } {
  const { request, payload } = exchange;
  const host = String(request.headers.host ?? '');
  return {
    method: request.method,
    url: {
      href: `http://${host}${request.target}`,
      path: decodeLoosely(request.path),
      port: request.port,
      host: host.replace(/:\d+$/, ''),
      query: request.queryText,
    },
    headers: request.headers,
    client: request.client,
    get cookies() {
      return SOURCE_KINDS.cookie.open(exchange);
    },
    body: 'text' in payload ? payload.text : null,
    time: new Date(exchange.now).toISOString(),
  };
}

function decodeLoosely(path: string): string {
  try {
    return decodeURIComponent(path);
  } catch {
    return path;
  }
}
