/** The envelope around an answer, as a schema: its tree with the schemas of `code`, `message` and `data` put in. */

import { statusPhrase } from '../../core/http-words.ts';
import type { Json, JsonObject, JsonSchema } from '../../core/json.ts';
import { scan } from '../../expression/index.ts';
import type { Envelope } from '../envelope.ts';
import type { Lookup } from '../schema/walk.ts';
import { inferSchema, isTemplated, type Meaning, readReference } from './infer.ts';
import { schemaAt } from './member.ts';
import { valueAt } from './value-at.ts';

/** What an envelope's own names stand for. */
export interface FrameParts {
  readonly status: JsonSchema;
  readonly code: JsonSchema;
  readonly message: JsonSchema;
  readonly data: JsonSchema;
}

/** `meaning` is of all other names. */
export function framedSchema(frame: Json, parts: FrameParts, { meaning, lookup }: Around): JsonSchema {
  const own = new Map<string, JsonSchema>(Object.entries(parts));
  return inferSchema(frame, (reference) => {
    const [root, ...keys] = reference;
    const part = own.get(root);
    return part === undefined ? meaning(reference) : schemaAt(part, keys, lookup);
  });
}

interface Around {
  readonly meaning: Meaning;
  readonly lookup: Lookup;
}

/** What an answer says that has no `code` or `message` of its own; undefined where only the request tells. */
export function defaultWord(
  part: 'code' | 'message',
  status: number | undefined,
  envelope: Envelope,
): Json | undefined {
  if (status === undefined) return undefined;
  if (status < 400) return envelope.part('success', part)?.value ?? null;
  return part === 'code' ? status : statusPhrase(status);
}

/** A `code` that is written out is fixed, since it is what clients go by. */
export function codeSchema(code: Json, meaning: Meaning, vars: JsonObject): JsonSchema {
  const value = typeof code === 'string' ? (constantText(code, vars) ?? code) : code;
  const isLiteral = typeof value === 'string' ? !isTemplated(value) : typeof value === 'number';
  return isLiteral ? { const: value } : inferSchema(code, meaning);
}

/** `${vars.codes.too_expensive}` is as good as written out. */
function constantText(text: string, vars: JsonObject): Json | undefined {
  const [only, ...others] = scan(text).segments;
  const reference = only?.kind === 'hole' && others.length === 0 ? readReference(only.source) : undefined;
  return reference?.[0] === 'vars' ? valueAt(vars, reference.slice(1)) : undefined;
}
