/** What is asked of the journal, and what came of it. */

import type { Json } from '../../core/json.ts';

/** One check as people write it, in a suite, over the console, in a test of their own. */
export type CheckSpec = RequestCheckSpec | OrderCheckSpec | UnmatchedCheckSpec | InvalidCheckSpec;

/** A number, or a matcher for it: `{ $gte: 1 }`. */
export type TimesSpec = number | { readonly [operator: string]: Json };

interface Waiting {
  /** A duration: how long to wait for it to hold. Default: it has to hold now. */
  readonly within?: string;
}

export interface RequestSelector {
  /** A route (`PUT /shop/goods/{id}`), or a method and a path as sent (`PUT /shop/goods/1`, `/shop/goods/1` for any method). */
  readonly request: string;
  /** What its parameters must be: a matcher over what `when` sees, or an expression. */
  readonly where?: string | { readonly [source: string]: Json };
}

export interface RequestCheckSpec extends RequestSelector, Waiting {
  /** Default: at least once. */
  readonly times?: TimesSpec;
}

export interface OrderCheckSpec extends Waiting {
  /** Requests that came one after another, whatever came between them. */
  readonly order: readonly (string | RequestSelector)[];
}

export interface UnmatchedCheckSpec extends Waiting {
  /** How many requests may have met no route, no method or no case. */
  readonly unmatched: TimesSpec;
}

export interface InvalidCheckSpec extends Waiting {
  /** How many requests and messages may have been refused for what they carried. */
  readonly invalid: TimesSpec;
}

export interface CheckResult {
  readonly isMet: boolean;
  /** Where it is written: `goods.test.yaml:30`. */
  readonly at: string;
  /** `expected PUT /shop/goods/{id} once, received 0`. */
  readonly message: string;
  /** How many requests were counted. */
  readonly received: number;
  /** Numbers in the journal of those that were counted; the last 100. */
  readonly numbers: readonly number[];
  /** Where it is not met: the requests that come nearest, at most 3, and how they differ. */
  readonly closest: readonly CloseRequest[];
}

export interface CloseRequest {
  readonly number: number;
  readonly id: string;
  readonly method: string;
  readonly target: string;
  /** `goods.yaml:12`; null where no route was met. */
  readonly at: string | null;
  /** One line each: `body.price: expected 5, received 4`. */
  readonly differences: readonly string[];
}
