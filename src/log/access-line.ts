/** A request and its answer as one line of a file; on the request path, so every piece is cheap. */

import { escapeWord } from './escape.ts';

export interface AccessFacts {
  readonly method: string;
  /** The request target as it came, still encoded. */
  readonly target: string;
  readonly status: number;
  /** From the first byte of the request to the end of the answer. */
  readonly ms: number;
  /** `shop/goods.yaml:12`: where the route that answered is written; undefined when none did. */
  readonly route?: string | undefined;
  /** The request's id; a client may have chosen it. */
  readonly id: string;
  /** The client's address. */
  readonly client: string;
}

/** Longest request target that is shown in full, in characters. */
const MAX_TARGET = 1000;
const MAX_WORD = 200;

/**
 * `<at> access GET /goods/1?name=pen 200 1.2ms route=goods.yaml:12 id=k3-1 client=127.0.0.1`,
 * without a line break. What is not known is `-`; what came from outside cannot add a column or a line.
 */
export function formatAccess(facts: AccessFacts, at: string): string {
  const route = facts.route === undefined ? '-' : escapeWord(facts.route, MAX_WORD);
  const method = escapeWord(facts.method, MAX_WORD);
  const target = escapeWord(facts.target, MAX_TARGET);
  const id = escapeWord(facts.id, MAX_WORD);
  const client = escapeWord(facts.client, MAX_WORD);
  return `${at} access ${method} ${target} ${facts.status} ${formatMs(facts.ms)}ms route=${route} id=${id} client=${client}`;
}

/** Milliseconds with one decimal: `0.4`, `12.0`. Below zero (a clock that was set back) is `0.0`. */
export function formatMs(ms: number): string {
  // toFixed costs four times as much, more than any other piece of the line.
  const tenths = ms > 0 ? Math.round(ms * 10) : 0;
  const whole = Math.floor(tenths / 10);
  return `${whole}.${tenths - whole * 10}`;
}
