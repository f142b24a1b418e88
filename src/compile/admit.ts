/** Step 4 of a request, and of a handshake: every source that is declared or read is decoded, coerced and validated. */

import type { Exchange } from '../core/exchange.ts';
import type { Issue } from '../core/issue.ts';
import type { CompiledSource, SourceKind } from '../core/kind.ts';
import { PARAM_SOURCES, type ParamSource } from '../core/source.ts';
import type { Admission, Constants } from './compiled-route.ts';
import { emptyScope } from './empty-scope.ts';
import { requestFacts } from './request-facts.ts';

export type Admit = (exchange: Exchange) => Admission;

interface AdmitParts {
  /** The declared ones. */
  readonly sources: ReadonlyMap<ParamSource, CompiledSource>;
  /** Names that expressions read. */
  readonly uses: ReadonlySet<string>;
  readonly constants: Constants;
  readonly kinds: Readonly<Record<ParamSource, SourceKind>>;
}

/** Which sources are looked at is decided here: the declared ones, those that an expression reads, and a query that came. */
export function compileAdmit({ sources, uses, constants, kinds }: AdmitParts): Admit {
  const steps: Step[] = [];
  for (const name of PARAM_SOURCES) {
    const source = sources.get(name);
    if (source) steps.push({ name, read: source.admit });
    else if (uses.has(name)) steps.push({ name, read: kinds[name].open });
  }
  return admitIn(steps, {
    checksQuery: steps.some(({ name }) => name === 'query') ? undefined : kinds.query.open,
    readsRequest: uses.has('request'),
    constants,
  });
}

interface Step {
  readonly name: ParamSource;
  readonly read: (exchange: Exchange, issues: Issue[]) => unknown;
}

interface Around {
  /** Refuses a malformed query that nobody reads. */
  readonly checksQuery: ((exchange: Exchange) => unknown) | undefined;
  readonly readsRequest: boolean;
  readonly constants: Constants;
}

/** In a function of its own: a closure keeps all that the closures beside it use, and this one lives as long as its route. */
function admitIn(steps: readonly Step[], { checksQuery, readsRequest, constants }: Around): Admit {
  return (exchange) => {
    const issues: Issue[] & { more?: number } = [];
    const scope = emptyScope(constants);
    for (const { name, read } of steps) scope[name] = read(exchange, issues);
    if (checksQuery && exchange.request.queryText !== '') checksQuery(exchange);
    if (readsRequest) scope.request = requestFacts(exchange);
    return { scope, issues, more: issues.more ?? 0 };
  };
}
