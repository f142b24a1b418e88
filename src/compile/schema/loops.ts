/** `$ref`s that lead back to themselves with nothing in between: checking a value against them would never end. */

import type { JsonObject, JsonSchema } from '../../core/json.ts';
import { isJsonObject } from '../../core/json.ts';
import type { Place } from '../../core/problem.ts';
import { eachSubschema, type Lookup } from './walk.ts';

/** A resolved schema with a `$ref`, and where that is written. */
export interface RefHolder {
  readonly holder: JsonObject;
  readonly at: () => Place;
}

export interface LoopFinder {
  /** Loops among these and all that they lead to, each once: told by one `$ref` of it. */
  search(holders: readonly RefHolder[]): readonly RefHolder[];
}

/** Remembers what was searched before, so that a project is searched once. */
export function createLoopFinder(lookup: Lookup): LoopFinder {
  const states = new WeakMap<JsonObject, 'open' | 'done'>();
  const places = new WeakMap<JsonObject, RefHolder>();

  return {
    search(holders) {
      if (holders.length === 0) return [];
      for (const holder of holders) places.set(holder.holder, holder);
      const path: JsonObject[] = [];
      const found: RefHolder[] = [];
      const visit = (schema: JsonSchema): void => {
        if (!isJsonObject(schema) || states.get(schema) === 'done') return;
        if (states.get(schema) === 'open') {
          const onLoop = path.slice(path.indexOf(schema)).findLast((one) => places.has(one));
          const holder = onLoop && places.get(onLoop);
          if (holder) found.push(holder);
          return;
        }
        states.set(schema, 'open');
        path.push(schema);
        if (typeof schema.$ref === 'string') {
          const target = lookup(schema.$ref);
          if (target !== undefined) visit(target);
        }
        eachSubschema(schema, (sub, hold) => {
          if (hold === 'in-place') visit(sub);
        });
        path.pop();
        states.set(schema, 'done');
      };
      for (const { holder } of holders) visit(holder);
      return found;
    },
  };
}
