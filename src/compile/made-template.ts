/** Templates that no text stands behind: a constant, or a value computed by code. */

import type { Json } from '../core/json.ts';
import type { Runtime, Scope } from '../core/runtime.ts';
import type { Template } from '../expression/index.ts';

export function constantTemplate(value: Json): Template {
  const text = JSON.stringify(value);
  return { uses: new Set(), constant: value, pieces: [text], render: () => value, stringify: () => text };
}

/** `render` gives a JSON value; `uses` names what it reads from the scope. */
export function dynamicTemplate(
  uses: ReadonlySet<string>,
  render: (scope: Scope, runtime: Runtime) => unknown,
): Template {
  const stringify = (scope: Scope, runtime: Runtime): string => JSON.stringify(render(scope, runtime) ?? null);
  return { uses, constant: undefined, pieces: [stringify], render, stringify };
}
