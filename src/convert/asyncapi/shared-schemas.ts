/** The schemas that `$ref`s lead to: each once, under a name made of its file or definition. */

import type { Lookup } from '../../compile/schema/walk.ts';
import { isJsonObject, type JsonObject, type JsonSchema } from '../../core/json.ts';
import { componentName } from '../component-name.ts';
import { createNames } from '../names.ts';
import { draft07 } from './draft-07.ts';

export interface SharedSchemas {
  /** A resolved schema as the document has it. */
  print(schema: JsonSchema, lookup: Lookup): JsonSchema;
  /** All that the printed ones refer to, by name. */
  all(): JsonObject;
}

/** A schema that has a name and is not printed yet. */
interface Open {
  readonly name: string;
  readonly target: JsonSchema;
}

export function createSharedSchemas(): SharedSchemas {
  const names = createNames();
  /** A file that is stale has another version of a schema than its neighbours: the address alone does not tell. */
  const known = new Map<string, string>();
  const texts = new WeakMap<JsonObject, string>();
  const printed = new Map<string, JsonSchema>();

  function print(schema: JsonSchema, lookup: Lookup): JsonSchema {
    const open: Open[] = [];
    const point = (ref: string): string => {
      const target = lookup(ref) ?? true;
      const key = `${ref}\n${textOf(target)}`;
      let name = known.get(key);
      if (name === undefined) {
        name = names.take(componentName(ref));
        known.set(key, name);
        open.push({ name, target });
      }
      return `#/components/schemas/${name}`;
    };
    const result = draft07(schema, point);
    for (let next = open.pop(); next; next = open.pop()) printed.set(next.name, draft07(next.target, point));
    return result;
  }

  function textOf(target: JsonSchema): string {
    if (!isJsonObject(target)) return String(target);
    const text = texts.get(target) ?? JSON.stringify(target);
    texts.set(target, text);
    return text;
  }

  return {
    print,
    all: () => Object.fromEntries([...printed].sort(([a], [b]) => (a < b ? -1 : 1))),
  };
}
