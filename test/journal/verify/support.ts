/** Requests answered by a compiled project without a server, as the entries that they leave in a journal. */

import { answerRoute } from '../../../src/compile/answer-route.ts';
import { answerWithoutRoute } from '../../../src/compile/answer-without-route.ts';
import type { Progress } from '../../../src/compile/progress.ts';
import { refuse } from '../../../src/compile/refuse.ts';
import type { Snapshot } from '../../../src/compile/snapshot.ts';
import type { Exchange, Payload } from '../../../src/core/exchange.ts';
import type { Json } from '../../../src/core/json.ts';
import { silentLogger } from '../../../src/core/logger.ts';
import type { ResponsePlan } from '../../../src/core/plan.ts';
import type { Problem } from '../../../src/core/problem.ts';
import { createRandom } from '../../../src/core/random.ts';
import type { Runtime } from '../../../src/core/runtime.ts';
import type { ExchangeEntry } from '../../../src/journal/entry.ts';
import { createJournal, type Journal } from '../../../src/journal/journal.ts';
import type { CheckResult } from '../../../src/journal/verify/check.ts';
import { compileChecks } from '../../../src/journal/verify/compile-checks.ts';
import type { Check } from '../../../src/journal/verify/compiled-check.ts';
import { verifyNow } from '../../../src/journal/verify/verify.ts';
import { brief, documentOf } from '../../spec/support.ts';

export interface Sent {
  readonly headers?: Readonly<Record<string, string>>;
  readonly json?: Json;
  readonly payload?: Payload;
}

let count = 0;

/** `entryOf(snapshot, 'PUT /goods/1?a=b', { json: … })`; the id is `r-` and the target. */
export function entryOf(
  snapshot: Snapshot,
  request: string,
  { headers = {}, json, payload }: Sent = {},
): ExchangeEntry {
  const [method = '', target = ''] = request.split(' ');
  const [path = '', queryText = ''] = target.split('?', 2);
  const text = JSON.stringify(json);
  const match = snapshot.table.match(method, path);
  const exchange: Exchange & Runtime = {
    id: `r-${target}`,
    request: { method, target, path, queryText, headers, client: { host: '127.0.0.1', port: 5 }, port: 8010 },
    payload: payload ?? (json === undefined ? { kind: 'none' } : { kind: 'json', value: JSON.parse(text), text }),
    pathParams: match.kind === 'found' ? match.params : {},
    random: createRandom(1),
    now: Date.UTC(2026, 10, 22, 8, 30),
    locale: 'en',
    nextCount: () => ++count,
  };
  const progress: Progress = {
    snapshot,
    exchange,
    logger: silentLogger,
    route: match.kind === 'found' ? match.route : undefined,
    admission: undefined,
    chosen: undefined,
    refusal: undefined,
  };
  const plan = attempt(() =>
    match.kind === 'found' ? answerRoute(match.route, progress) : answerWithoutRoute(match, progress),
  );
  return entryFrom(progress, { method, plan, version: snapshot.version });

  function attempt(answer: () => ResponsePlan): ResponsePlan {
    try {
      return answer();
    } catch (error) {
      return refuse(error, progress);
    }
  }
}

/** A handshake that was accepted. */
export function handshakeOf(snapshot: Snapshot, target: string): ExchangeEntry {
  const [path = '', queryText = ''] = target.split('?', 2);
  const match = snapshot.channelTable.match('WS', path);
  if (match.kind !== 'found') throw new Error(`no channel at ${path}`);
  const request = entryOf(snapshot, `GET ${target}`).exchange.request;
  return {
    kind: 'request',
    method: 'WS',
    exchange: {
      id: `r-${target}`,
      request: { ...request, path, queryText },
      payload: { kind: 'none' },
      pathParams: match.params,
      random: createRandom(1),
      now: 0,
    },
    client: '127.0.0.1',
    version: snapshot.version,
    met: match.route,
    admission: undefined,
    chosen: undefined,
    refusal: undefined,
    plan: undefined,
    status: 101,
    ms: 1,
  };
}

function entryFrom(
  { exchange, route, admission, chosen, refusal }: Progress,
  { method, plan, version }: { readonly method: string; readonly plan: ResponsePlan; readonly version: number },
): ExchangeEntry {
  const { status } = plan;
  const client = exchange.request.client.host;
  return {
    kind: 'request',
    method,
    exchange,
    client,
    version,
    met: route,
    admission,
    chosen,
    refusal,
    plan,
    status,
    ms: 1,
  };
}

export type Request = string | readonly [request: string, sent: Sent];

/** A journal of these requests, numbered from 1. */
export function journalOf(snapshot: Snapshot, requests: readonly Request[]): Journal {
  const journal = createJournal({ keep: 1000, bytes: 64 * 1024 * 1024 });
  for (const request of requests) {
    journal.append(typeof request === 'string' ? entryOf(snapshot, request) : entryOf(snapshot, ...request));
  }
  return journal;
}

/** Conceals nothing. */
export const OPEN = { conceal: () => (text: string) => text };

/** The checks of a YAML text; throws with the problems where there are any. */
export function checksOf(snapshot: Snapshot, yaml: string): readonly Check[] {
  const { checks, problems } = tryChecks(snapshot, yaml);
  if (!checks) throw new Error(problems.join('\n'));
  return checks;
}

export function tryChecks(
  snapshot: Snapshot,
  yaml: string,
): { readonly checks: readonly Check[] | undefined; readonly problems: readonly string[] } {
  const found: Problem[] = [];
  const { value, place } = documentOf(yaml, 'verify.yaml');
  const checks = compileChecks(value, place, { snapshot, report: (problem) => found.push(problem) });
  return { checks, problems: found.map(brief) };
}

/** What comes of one check now. */
export function resultOf(snapshot: Snapshot, yaml: string, requests: readonly Request[]): CheckResult {
  const [result] = verifyNow(checksOf(snapshot, yaml), journalOf(snapshot, requests), OPEN);
  if (!result) throw new Error('no check');
  return result;
}
