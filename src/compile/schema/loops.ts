/** `$ref`s that lead back to themselves with nothing in between: checking a value against them would never end. */

import type { JsonObject, JsonSchema } from '../../core/json.ts';
import { isJsonObject } from '../../core/json.ts';
import type { Place } from '../../core/problem.ts';
import type { Draught } from './reading.ts';
import { eachSubschema, type Lookup, listOf } from './walk.ts';

/** A resolved schema with a `$ref`, and where that is written. */
export interface RefHolder {
  readonly holder: Draught;
  readonly at: () => Place;
  readonly isLenient: boolean;
}

/** A circle of schemas, each of which applies to the value of the one before it. */
export interface Loop {
  readonly schemas: readonly JsonObject[];
  /** The last `$ref` on it. */
  readonly closing: RefHolder;
}

export interface LoopFinder {
  /** Loops among these and all that they lead to, each once. */
  search(holders: readonly RefHolder[]): readonly Loop[];
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
      const found: Loop[] = [];
      const visit = (schema: JsonSchema): void => {
        if (!isJsonObject(schema) || states.get(schema) === 'done') return;
        if (states.get(schema) === 'open') {
          const schemas = path.slice(path.indexOf(schema));
          const onLoop = schemas.findLast((one) => places.has(one));
          const closing = onLoop && places.get(onLoop);
          if (closing) found.push({ schemas, closing });
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

/**
 * Opens a loop that runs through a union of what builds upon the union's own schema (a base lists its heirs under `oneOf`,
 * and each heir has the base under `allOf`): the heir takes the base without its union. False for any other loop.
 */
export function openUnionLoop({ schemas }: Loop, lookup: Lookup): boolean {
  for (const [index, schema] of schemas.entries()) {
    const next = schemas[(index + 1) % schemas.length] as JsonObject;
    if (!['oneOf', 'anyOf'].some((keyword) => listOf(schema, keyword).includes(next))) continue;
    const before = schemas.at(index - 1) as Draught;
    if (typeof before.$ref !== 'string' || lookup(before.$ref) !== schema) continue;
    const { oneOf: _, anyOf: __, ...base } = schema;
    delete before.$ref;
    Object.assign(before, { ...base, ...before });
    return true;
  }
  return false;
}
