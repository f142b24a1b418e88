/** HTTP's own tables, as data: methods, the phrases of statuses, and which have no content. */

import { METHODS, STATUS_CODES } from 'node:http';

/** What a route key may begin with. */
export const ROUTE_METHODS: readonly string[] = ['ANY', ...METHODS.filter((method) => method !== 'CONNECT')];

/** `Not Found` for 404; the number itself where there is no phrase. */
export function statusPhrase(status: number): string {
  return STATUS_CODES[status] ?? String(status);
}

/** Statuses whose answers have no body, whatever a plan says (RFC 9110 §15.3.5, §15.3.6, §15.4.5). */
export function isContentless(status: number): boolean {
  return status === 204 || status === 205 || status === 304;
}
