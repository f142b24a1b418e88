/** Cross-origin answers (Fetch standard, CORS protocol): a front end on another port works in the first minute. */

import type { IncomingHttpHeaders } from 'node:http';
import type { RawHeaders } from '../core/plan.ts';
import type { CorsSettings } from '../spec/settings.ts';

const NONE: RawHeaders = [];
const LOOPBACK = /^https?:\/\/(localhost|[a-z0-9-]+\.localhost|127(\.\d{1,3}){3}|\[::1\])(:\d+)?$/i;

/** What a page of the request's origin may read; `answered` are the headers that it then gets to see, or that say it already. */
export function corsHeaders(
  request: IncomingHttpHeaders,
  settings: CorsSettings | undefined,
  answered: RawHeaders,
): RawHeaders {
  const { origin } = request;
  if (origin === undefined || !settings || answered.includes('access-control-allow-origin')) return NONE;
  const allowed = allowOrigin(origin, settings);
  if (allowed === undefined) return ['vary', 'origin'];
  const names = new Set(answered.filter((name, index) => index % 2 === 0 && name !== 'set-cookie'));
  return [...allowed, 'access-control-expose-headers', [...names, 'content-length'].join(', ')];
}

/** The answer to a preflight: the page may ask what it asked to ask, so that it gets to read a 404 or 405. */
export function preflightHeaders(
  request: IncomingHttpHeaders,
  settings: CorsSettings,
  allow: readonly string[],
): RawHeaders {
  const { origin = '' } = request;
  const allowed = allowOrigin(origin, settings);
  if (allowed === undefined) return ['vary', 'origin'];
  const method = request['access-control-request-method'];
  const headers = request['access-control-request-headers'];
  const methods = [...new Set([...allow, ...(method === undefined ? [] : [method])])];
  return [
    ...allowed,
    'access-control-allow-methods',
    methods.join(', '),
    ...(headers === undefined ? [] : ['access-control-allow-headers', headers]),
    ...(request['access-control-request-private-network'] === 'true'
      ? ['access-control-allow-private-network', 'true']
      : []),
    'access-control-max-age',
    '600',
  ];
}

/** True for the question that a browser asks before a cross-origin request. */
export function isPreflight(method: string, request: IncomingHttpHeaders): boolean {
  return method === 'OPTIONS' && request.origin !== undefined && request['access-control-request-method'] !== undefined;
}

/** `*` may not go with credentials, so that an origin which sends them is named. */
function allowOrigin(origin: string, { origins, credentials }: CorsSettings): RawHeaders | undefined {
  if (origins !== 'any' && !origins.includes(origin)) return undefined;
  const mayTrust = credentials === 'loopback' ? LOOPBACK.test(origin) : credentials;
  if (mayTrust)
    return ['access-control-allow-origin', origin, 'vary', 'origin', 'access-control-allow-credentials', 'true'];
  return origins === 'any'
    ? ['access-control-allow-origin', '*', 'vary', 'origin']
    : ['access-control-allow-origin', origin, 'vary', 'origin'];
}
