/** What a new compilation of the project changes for those who send requests. */

import type { CompiledRoute } from '../compile/compiled-route.ts';
import type { CompiledProject } from '../compile/project.ts';

export interface PublishedChange {
  readonly version: number;
  /** Routes, as are the next two. */
  readonly added: number;
  readonly changed: number;
  readonly removed: number;
  /** From the first look at the files on. */
  readonly ms: number;
}

/** Undefined when every route is the very same object, as stale as before, and the settings say the same. */
export function publishedChange(
  before: CompiledProject,
  after: CompiledProject,
  startedAt: number,
): PublishedChange | undefined {
  const [was, is] = [before.snapshot, after.snapshot];
  if (!was || !is) return undefined;
  const old = new Set(was.routes);
  const fresh = is.routes.filter((route) => !old.delete(route));
  const oldIds = new Set([...old].map((route) => route.id));
  const changed = fresh.filter((route) => oldIds.has(route.id)).length;
  const added = fresh.length - changed;
  const removed = oldIds.size - changed;
  const isSame = added + changed + removed === 0 && isSameStale(was.stale, is.stale);
  if (isSame && before.settings?.text === after.settings?.text) return undefined;
  return { version: is.version, added, changed, removed, ms: performance.now() - startedAt };
}

type Stale = ReadonlyMap<CompiledRoute, string>;

function isSameStale(a: Stale, b: Stale): boolean {
  return a.size === b.size && [...a].every(([route, file]) => b.get(route) === file);
}
