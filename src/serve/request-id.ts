/** The id of a request in logs and messages: the client's own, or one that is new in this process. */

export interface RequestIds {
  prefix: string;
  count: number;
}

/** Ids of one server: `k3f9-1`, `k3f9-2` … */
export function createRequestIds(prefix: string): RequestIds {
  return { prefix, count: 0 };
}

/** They are numbered from 1 again, and what is random begins anew with them; another prefix keeps them unique. */
export function restartRequestIds(ids: RequestIds, prefix: string): void {
  ids.prefix = prefix;
  ids.count = 0;
}

const OWN = /^[\w.:/+=-]{1,128}$/;

export interface RequestId {
  readonly id: string;
  /** True for one that the client chose. */
  readonly isOwn: boolean;
  readonly prefix: string;
  /** Numbers the requests of the process from 1. */
  readonly count: number;
}

export function requestId(ids: RequestIds, given: string | readonly string[] | undefined): RequestId {
  const count = ++ids.count;
  const { prefix } = ids;
  return typeof given === 'string' && OWN.test(given)
    ? { id: given, isOwn: true, prefix, count }
    : { id: `${prefix}-${count}`, isOwn: false, prefix, count };
}

/** For exchanges that nobody sent. */
export function madeUpId(id: string): RequestId {
  return { id, isOwn: true, prefix: id, count: 0 };
}
