/** The envelope of a refusal as a schema, in the words of the project's own envelope. */

import type { Json, JsonObject, JsonSchema } from '../../core/json.ts';
import type { Envelope, EnvelopeSection } from '../envelope.ts';
import type { Lookup } from '../schema/walk.ts';
import { codeSchema, defaultWord, framedSchema } from './framed.ts';
import { inferSchema, type Meaning } from './infer.ts';
import { OWN_REF } from './route-description.ts';

export interface RefusalAround {
  readonly envelope: Envelope;
  /** What the names of the route's expressions stand for. */
  readonly meaning: Meaning;
  readonly lookup: Lookup;
  /** The constants of the route. */
  readonly vars: JsonObject;
}

/** A refusal with a status of its own; undefined where only the request tells. */
export function refusalSchema(
  section: Exclude<EnvelopeSection, 'success'>,
  status: number | undefined,
  around: RefusalAround,
): JsonSchema {
  const part = (name: 'code' | 'message' | 'data'): Json | undefined => around.envelope.part(section, name)?.value;
  return framed({ code: part('code'), message: part('message'), data: part('data') }, status, {
    ...around,
    hasIssues: section === 'invalid',
  });
}

/** The same for the `error` of a parameter, which says only some of it. */
export function ownErrorSchema(error: JsonObject, status: number | undefined, around: RefusalAround): JsonSchema {
  return framed(error, status, { ...around, hasIssues: true });
}

interface Parts {
  readonly code?: Json | undefined;
  readonly message?: Json | undefined;
  readonly data?: Json | undefined;
}

function framed(
  { code, message, data }: Parts,
  status: number | undefined,
  { envelope, meaning, lookup, vars, hasIssues }: RefusalAround & { readonly hasIssues: boolean },
): JsonSchema {
  const statusSchema: JsonSchema = status === undefined ? { type: 'integer' } : { const: status };
  const inside: Meaning = ([root, ...keys]) => {
    if (root === 'status' && keys.length === 0) return statusSchema;
    if (root === 'error') return keys[0] === 'message' ? { type: 'string' } : undefined;
    if (root === 'errors') return hasIssues ? issuesAt(keys) : { type: 'null' };
    return root === 'vars' || root === 'request' || root === 'route' ? meaning([root, ...keys]) : undefined;
  };
  const said = {
    code: code ?? defaultWord('code', status, envelope),
    message: message ?? defaultWord('message', status, envelope),
  };
  return framedSchema(
    envelope.refusalBody.value,
    {
      status: statusSchema,
      code: said.code === undefined ? {} : codeSchema(said.code, inside, vars),
      message: said.message === undefined ? {} : inferSchema(said.message, inside),
      data: inferSchema(data ?? null, inside),
    },
    { meaning: inside, lookup },
  );
}

const TEXTS = ['in', 'name', 'pointer', 'message', 'keyword'];

/** There is always a first one. */
function issuesAt([index, member, ...rest]: readonly (string | number)[]): JsonSchema | undefined {
  if (index === undefined) return { $ref: `${OWN_REF}Issues` };
  if (index !== 0 || rest.length > 0) return undefined;
  if (member === undefined) return { $ref: `${OWN_REF}Issue` };
  return TEXTS.includes(String(member)) ? { type: 'string' } : undefined;
}
