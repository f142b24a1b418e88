/** What the expressions of a refusal see: the request, what went wrong, and what a route would have seen. */

import type { Exchange } from '../core/exchange.ts';
import type { Issue } from '../core/issue.ts';
import type { Scope } from '../core/runtime.ts';
import type { Constants } from './compiled-route.ts';
import { requestFacts } from './request-facts.ts';

export interface WhatWentWrong {
  readonly status: number;
  readonly message: string;
  readonly issues?: readonly Issue[];
  /** Issues beyond those listed. */
  readonly more?: number;
}

/** `base` is what the route had admitted so far, if it got that far. */
export function refusalScope(
  exchange: Exchange,
  wrong: WhatWentWrong,
  around: { readonly constants: Constants; readonly base?: Scope | undefined },
): Scope {
  return {
    url: exchange.pathParams,
    query: null,
    header: exchange.request.headers,
    cookie: null,
    body: null,
    form: null,
    file: null,
    ...around.constants,
    ...around.base,
    request: requestFacts(exchange),
    status: wrong.status,
    errors: wrong.issues ? [...wrong.issues, ...(wrong.more ? [{ more: wrong.more }] : [])] : null,
    error: { message: wrong.message },
  };
}
