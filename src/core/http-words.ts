/** HTTP's own tables, as data: methods and the phrases of statuses. */

import { METHODS, STATUS_CODES } from 'node:http';

/** What a route key may begin with. */
export const ROUTE_METHODS: readonly string[] = ['ANY', ...METHODS.filter((method) => method !== 'CONNECT')];

/** `Not Found` for 404; the number itself where there is no phrase. */
export function statusPhrase(status: number): string {
  return STATUS_CODES[status] ?? String(status);
}
