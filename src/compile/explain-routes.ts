/** The routes, or channels, that do not answer a request although one might have thought so, and why. */

import type { RequestFacts } from '../core/exchange.ts';
import type { Origin } from '../core/origin.ts';
import type { CompiledChannel } from './compiled-channel.ts';
import type { CompiledRoute } from './compiled-route.ts';
import { nearestServed, servedFor } from './nearest-served.ts';
import { pathDifference } from './path-difference.ts';
import type { Snapshot } from './snapshot.ts';

export interface OtherRoute {
  readonly id: string;
  readonly at: string;
  readonly origin: Origin;
  readonly why: string;
}

type Candidate = CompiledRoute | CompiledChannel;

const MOST = 8;

/** Those whose path fits first, then those that come nearest; at most 8. `method` is `WS` for a handshake. */
export function explainOthers(
  snapshot: Snapshot,
  { method, path }: Pick<RequestFacts, 'method' | 'path'>,
  answering: Candidate | undefined,
): readonly OtherRoute[] {
  const fitting: OtherRoute[] = [];
  const rest = new Map<string, OtherRoute>();
  for (const route of servedFor(snapshot, method)) {
    if (route === answering) continue;
    const { id, at, origin, pattern } = route;
    const difference = pathDifference(pattern, path);
    if (difference === undefined) fitting.push({ id, at, origin, why: whyNotFitting(route, method, answering) });
    else rest.set(id, { id, at, origin, why: difference });
  }
  const near = nearestServed(snapshot, { method, path }, MOST).flatMap((id) => rest.get(id) ?? []);
  return [...fitting, ...near].slice(0, MOST);
}

/** The path fits, and still another route answers, or none. */
function whyNotFitting(route: Candidate, method: string, answering: Candidate | undefined): string {
  const takes = route.method === 'ANY' || route.method === method || (method === 'HEAD' && route.method === 'GET');
  if (!takes || !answering) return `it takes ${route.method}, not ${method}`;
  return route.pattern.rank > answering.pattern.rank
    ? `the path of ${answering.id} is more literal`
    : `${answering.id} names the method`;
}
