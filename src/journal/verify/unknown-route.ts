/** What to say of a path with parameters that no route has. */

import type { Snapshot } from '../../compile/snapshot.ts';
import { nearest } from '../../core/nearest.ts';
import type { Place, Problem } from '../../core/problem.ts';
import type { PathPattern } from '../../spec/path.ts';

interface Asked {
  readonly method: string | undefined;
  readonly pattern: PathPattern;
}

export function unknownRoute(asked: Asked, place: Place, { routes, channels }: Snapshot): Problem {
  const { method, pattern } = asked;
  const items = [...routes, ...channels];
  const same = items.filter((item) => item.pattern.shape === pattern.shape);
  const written = method === undefined ? pattern.path : `${method} ${pattern.path}`;
  const ids = items.map((item) => (method === undefined ? item.path : item.id));
  const renamed = same.find((item) => method === undefined || item.method === method);
  const near = renamed ? (method === undefined ? renamed.path : renamed.id) : nearest(written, ids);
  const isOtherMethod = !renamed && same.length > 0;
  return place.problem('unknown-name', `there is no route "${written}"`, {
    hint: isOtherMethod
      ? `that path takes ${same.map((item) => item.method).join(', ')}`
      : near === undefined
        ? 'a path with {…} is that of a route; write a path as it is sent otherwise'
        : `did you mean "${near}"?`,
  });
}
