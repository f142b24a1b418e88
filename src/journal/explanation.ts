/** Why a request was answered as it was: asked again without effect, in the words of `mockapi explain`. */

import type { CompiledRoute } from '../compile/compiled-route.ts';
import { explainCases } from '../compile/explain-cases.ts';
import { explainOthers } from '../compile/explain-routes.ts';
import type { Snapshot } from '../compile/snapshot.ts';
import type { Exchange } from '../core/exchange.ts';
import { createRandom } from '../core/random.ts';
import type { Runtime } from '../core/runtime.ts';
import { isBodyCut } from './body.ts';
import type { ExchangeEntry } from './entry.ts';
import { plainIssue } from './plain.ts';
import type { RecordedExplanation, RequestRecord } from './record.ts';

/** A request that was decided on, whether or not its answer is out. */
export type Decided = Pick<
  ExchangeEntry,
  'method' | 'exchange' | 'version' | 'met' | 'admission' | 'chosen' | 'refusal'
>;

/** With what was met, as an answer carries it. */
export interface AnswerExplanation extends Pick<RequestRecord, 'route' | 'case'>, RecordedExplanation {}

/** What is asked beside the request itself. */
export interface Surroundings {
  /** Of the version that answered, as long as it is known. */
  readonly snapshot: Snapshot;
  /** The number that a counter gave last: nothing is counted here. */
  lastCount(name: string): number;
}

export function explainDecided(decided: Decided, around: Surroundings): RecordedExplanation {
  const { met, exchange, admission, refusal } = decided;
  const runtime = askedAgain(exchange, around);
  const cases = isRoute(met) ? explainCases(met, decided, runtime) : [];
  const isForgotten = isBodyCut(exchange);
  return {
    why: refusal?.message ?? null,
    cases: cases.map(({ at, verdict, why }) => ({
      at,
      verdict,
      why: isForgotten && verdict === 'does not match' ? 'the body is too large to be kept and asked again' : why,
    })),
    issues: (admission?.issues ?? []).map(plainIssue),
    moreIssues: admission?.more ?? 0,
    nearest: isUnmet(decided) ? nearest(decided, around.snapshot) : [],
  };
}

/** What was met, and the case that answered, as records name them. */
export function placesOf({ met, chosen, refusal, admission }: Decided): Pick<RequestRecord, 'route' | 'case'> {
  const isLiteral = isRoute(met) && !admission && !chosen;
  const answering = refusal ? undefined : (chosen ?? (isLiteral ? met.cases[0] : undefined));
  return {
    route: met ? { id: met.id, name: met.constants.route?.name ?? met.id, at: met.at } : null,
    case: answering?.at ?? null,
  };
}

/** Conditions draw what they drew before, count nothing, and meet the moment of the request. */
function askedAgain({ now, seed = 0 }: Exchange, { snapshot, lastCount }: Surroundings): Runtime {
  return { now, random: createRandom(seed), locale: snapshot.settings.locale, nextCount: lastCount };
}

function isUnmet({ met, refusal }: Decided): boolean {
  return !met && (refusal?.kind === 'no-route' || refusal?.kind === 'wrong-method');
}

type Nearest = RecordedExplanation['nearest'];

/** Every route is looked at: what is asked for again and again is looked for once. */
const found = new WeakMap<Snapshot, Map<string, Nearest>>();
const MOST_FOUND = 200;

function nearest({ method, exchange }: Decided, snapshot: Snapshot): Nearest {
  const { path } = exchange.request;
  const known = found.get(snapshot) ?? new Map<string, Nearest>();
  found.set(snapshot, known);
  const key = `${method} ${path}`;
  const before = known.get(key);
  if (before) return before;
  const others = explainOthers(snapshot, { method, path }, undefined).map(({ id, at, why }) => ({ id, at, why }));
  if (known.size >= MOST_FOUND) known.clear();
  known.set(key, others);
  return others;
}

function isRoute(met: ExchangeEntry['met']): met is CompiledRoute {
  return met !== undefined && 'cases' in met;
}
