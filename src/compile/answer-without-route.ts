/** Step 2 of a request when it found no route: OPTIONS is answered, everything else is refused in words that help. */

import { RequestError } from '../core/errors.ts';
import type { RawHeaders, ResponsePlan } from '../core/plan.ts';
import type { CompiledRoute } from './compiled-route.ts';
import { nearestServed } from './nearest-served.ts';
import type { Progress } from './progress.ts';
import type { RouteMatch } from './route-table.ts';

/** Throws RequestError: 400 for a path that cannot be decoded, 426 for a channel's, 405 with Allow, 404 with the nearest route. */
export function answerWithoutRoute(
  match: Exclude<RouteMatch<CompiledRoute>, { readonly kind: 'found' }>,
  progress: Progress,
): ResponsePlan {
  const { snapshot, exchange } = progress;
  const { method, path, target } = exchange.request;
  if (match.kind === 'malformed')
    throw new RequestError(400, 'malformed', `the path "${path}" is not valid percent-encoding`);
  const allow = match.kind === 'wrong-method' ? match.allow.join(', ') : undefined;
  if (method === 'OPTIONS' && (allow !== undefined || target === '*'))
    return noContent(allow === undefined ? [] : ['allow', allow]);
  if (allow === undefined || method === 'GET') refuseOnChannel(progress);
  if (allow !== undefined)
    throw new RequestError(405, 'wrong-method', `${path} does not take ${method}; it takes ${allow}`, ['allow', allow]);
  const [near] = nearestServed(snapshot, { method, path }, 1);
  const hint = near === undefined ? '' : `; the nearest is ${near}`;
  throw new RequestError(404, 'no-route', `no route for ${method} ${path}${hint}`);
}

/** Throws RequestError (426) where there is a channel: it answers to WebSocket handshakes only. */
function refuseOnChannel(progress: Progress): void {
  const { path, headers } = progress.exchange.request;
  const match = progress.snapshot.channelTable.match('WS', path);
  if (match.kind !== 'found') return;
  progress.route = match.route;
  const text = `${path} is a channel: connect to ws://${headers.host ?? ''}${path}`;
  throw new RequestError(426, 'not-upgradable', text, ['upgrade', 'websocket', 'connection', 'Upgrade']);
}

/** 204 with these headers. */
export function noContent(headers: RawHeaders): ResponsePlan {
  return { kind: 'send', status: 204, headers, delayMs: 0, body: '' };
}
