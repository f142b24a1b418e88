/** The schemas that `$ref`s lead to: each once, under a name made of its file or definition. */

import type { JsonObject, JsonSchema } from '../../core/json.ts';
import { draft07 } from './draft-07.ts';
import { freeName } from './free-name.ts';

type Lookup = (ref: string) => JsonSchema | undefined;

export interface SharedSchemas {
  /** A resolved schema as the document has it. */
  print(schema: JsonSchema, lookup: Lookup): JsonSchema;
  /** All that the printed ones refer to, by name. */
  all(): JsonObject;
}

export function createSharedSchemas(): SharedSchemas {
  const names = new Map<string, string>();
  const taken = new Set<string>();
  const printed = new Map<string, JsonSchema>();

  function print(schema: JsonSchema, lookup: Lookup): JsonSchema {
    const open: string[] = [];
    const point = (ref: string): string => {
      let name = names.get(ref);
      if (name === undefined) {
        name = freeName(nameOf(ref), taken);
        names.set(ref, name);
        open.push(ref);
      }
      return `#/components/schemas/${name}`;
    };
    const result = draft07(schema, point);
    for (let ref = open.pop(); ref !== undefined; ref = open.pop()) {
      printed.set(names.get(ref) ?? ref, draft07(lookup(ref) ?? true, point));
    }
    return result;
  }

  return {
    print,
    all: () => Object.fromEntries([...printed].sort(([a], [b]) => (a < b ? -1 : 1))),
  };
}

/** `…/chat-message.schema.json` is `ChatMessage`, `…#/$defs/price` is `Price`. */
function nameOf(ref: string): string {
  const [file = '', pointer = ''] = ref.split('#');
  const last = pointer.split('/').at(-1) || (file.split('/').at(-1) ?? '').replace(/(\.schema)?\.\w+$/, '');
  const words = decoded(last)
    .split(/[^A-Za-z0-9]+/)
    .filter((word) => word !== '');
  return words.map((word) => word[0]?.toUpperCase() + word.slice(1)).join('') || 'Schema';
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text).replaceAll('~1', '/').replaceAll('~0', '~');
  } catch {
    return text;
  }
}
