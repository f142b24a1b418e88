/** What conditions see of a request that is over: the values as they were validated, or as they came. */

import type { Constants } from '../../compile/compiled-route.ts';
import { requestFacts } from '../../compile/request-facts.ts';
import { ExpressionError, RequestError } from '../../core/errors.ts';
import type { Exchange } from '../../core/exchange.ts';
import { createRandom } from '../../core/random.ts';
import type { Runtime } from '../../core/runtime.ts';
import { PARAM_SOURCES } from '../../core/source.ts';
import { SOURCE_KINDS } from '../../kinds/source/index.ts';
import { isBodyCut } from '../body.ts';
import type { ExchangeEntry } from '../entry.ts';

/** What conditions need of a project beside the request. */
export interface Surroundings {
  /** Where no route was met. */
  readonly constants: Constants;
  readonly locale: string;
}

/**
 * Only the names of `uses` are looked at. A source that cannot be decoded is null: that is what it was refused for. What
 * is not kept of a body throws RequestError when it is read.
 */
export function seenScope(
  { met, exchange, admission }: ExchangeEntry,
  uses: ReadonlySet<string>,
  { constants }: Surroundings,
): { [name: string]: unknown } {
  const scope: { [name: string]: unknown } = { ...(met?.constants ?? constants) };
  const validated = admission?.issues.length === 0 ? admission.scope : undefined;
  for (const source of PARAM_SOURCES) {
    // A route reads only what it declares or uses: null may be there and not looked at.
    if (uses.has(source)) scope[source] = validated?.[source] ?? orNull(() => SOURCE_KINDS[source].open(exchange));
  }
  if (uses.has('request')) scope.request = validated?.request ?? requestFacts(exchange);
  // What was cut has no admitted request any more: this one is our own.
  if (isBodyCut(exchange)) for (const [owner, name] of ofBody(scope)) Object.defineProperty(owner, name, NOT_KEPT);
  return scope;
}

function ofBody(scope: { readonly [name: string]: unknown }): readonly (readonly [owner: object, name: string])[] {
  const { request } = scope;
  const ofRequest = typeof request === 'object' && request !== null ? [[request, 'body'] as const] : [];
  return [[scope, 'body'], [scope, 'form'], ...ofRequest];
}

const NOT_KEPT: PropertyDescriptor = {
  get() {
    throw new RequestError(410, 'malformed', 'only the beginning of the body is kept (journal.bytes, limits.body)');
  },
  enumerable: true,
  configurable: true,
};

function orNull(read: () => unknown): unknown {
  try {
    return read();
  } catch (error) {
    if (error instanceof RequestError) return null;
    throw error;
  }
}

/** Asking again counts nothing and draws no randomness of the mock. */
export function seenRuntime({ now }: Pick<Exchange, 'now'>, { locale }: Surroundings): Runtime {
  return { now, locale, random: createRandom(0), nextCount: () => 0 };
}

/** For matchers that ask for none of it. */
export const NO_RUNTIME: Runtime = { now: 0, locale: 'en', random: createRandom(0), nextCount: () => 0 };

/** True of an error that says nothing of the request, but that something of it is gone. */
export function isNotKept(error: unknown): boolean {
  return error instanceof RequestError && error.status === 410;
}

/** Why a condition cannot be asked of this request, in words; throws what is no fault of it. */
export function faultOf(error: unknown): string {
  if (error instanceof ExpressionError || error instanceof RequestError) return error.message;
  throw error;
}
