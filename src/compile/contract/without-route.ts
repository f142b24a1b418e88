/** Requests that met no route: whether it was a contract's that they were meant for. */

import type { CompiledRoute } from '../compiled-route.ts';
import type { Snapshot } from '../snapshot.ts';

/** True where contracts are all that is served, where the path is below one of theirs, or takes other methods by a contract. */
export function isMeantForContract(snapshot: Snapshot, { path }: { readonly path: string }): boolean {
  if (snapshot.contracts.length === 0) return false;
  return (
    snapshot.isOnlyContracts ||
    isBelowBase(snapshot, path) ||
    routesAt(snapshot, path).some(({ isOfContract }) => isOfContract)
  );
}

function isBelowBase({ contracts }: Snapshot, path: string): boolean {
  return contracts.some(({ basePath }) => basePath !== '' && (path === basePath || path.startsWith(`${basePath}/`)));
}

/** Whatever their methods are. */
function routesAt({ table }: Snapshot, path: string): readonly CompiledRoute[] {
  const none = table.match('NONE', path);
  if (none.kind === 'found') return [none.route];
  if (none.kind !== 'wrong-method') return [];
  return none.allow.flatMap((method) => {
    const match = table.match(method, path);
    return match.kind === 'found' ? [match.route] : [];
  });
}
