/** What a new compilation of the project changes for those who send requests. */

import type { CompiledProject } from '../compile/project.ts';
import type { Snapshot } from '../compile/snapshot.ts';

export interface PublishedChange {
  readonly version: number;
  /** Routes and channels, as are the next two. */
  readonly added: number;
  readonly changed: number;
  readonly removed: number;
  /** From the first look at the files on. */
  readonly ms: number;
}

/** Undefined when every route and channel is the very same object, as stale as before, and the settings say the same. */
export function publishedChange(
  before: CompiledProject,
  after: CompiledProject,
  startedAt: number,
): PublishedChange | undefined {
  const [was, is] = [before.snapshot, after.snapshot];
  if (!was || !is) return undefined;
  const old = new Set([...was.routes, ...was.channels]);
  const fresh = [...is.routes, ...is.channels].filter((item) => !old.delete(item));
  const oldIds = new Set([...old].map((item) => item.id));
  const changed = fresh.filter((item) => oldIds.has(item.id)).length;
  const added = fresh.length - changed;
  const removed = oldIds.size - changed;
  const isSame = added + changed + removed === 0 && isSameStale(was.stale, is.stale);
  if (isSame && before.settings?.text === after.settings?.text) return undefined;
  return { version: is.version, added, changed, removed, ms: performance.now() - startedAt };
}

function isSameStale(a: Snapshot['stale'], b: Snapshot['stale']): boolean {
  return a.size === b.size && [...a].every(([item, file]) => b.get(item) === file);
}
