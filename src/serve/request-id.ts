/** The id of a request in logs and messages: the client's own, or one that is new in this process. */

export interface RequestIds {
  readonly prefix: string;
  count: number;
}

/** Ids of one server: `k3f9-1`, `k3f9-2` … */
export function createRequestIds(prefix: string): RequestIds {
  return { prefix, count: 0 };
}

const OWN = /^[\w.:/+=-]{1,128}$/;

/** `count` numbers the requests of the process from 1. */
export function requestId(
  ids: RequestIds,
  given: string | readonly string[] | undefined,
): { readonly id: string; readonly count: number } {
  const count = ++ids.count;
  return { id: typeof given === 'string' && OWN.test(given) ? given : `${ids.prefix}-${count}`, count };
}
