/** What the names of a route's expressions stand for: its parameters by their schemas, constants by their types. */

import type { JsonObject, JsonSchema } from '../../core/json.ts';
import type { ExpectedParam } from '../../core/kind.ts';
import { PARAM_SOURCES, type ParamSource } from '../../core/source.ts';
import type { PathPattern } from '../../spec/path.ts';
import type { Lookup } from '../schema/walk.ts';
import type { DeclaredParams } from './background.ts';
import { literalSchema, type Meaning } from './infer.ts';
import { schemaAt } from './member.ts';
import { orNull } from './union.ts';
import { valueAt } from './value-at.ts';

interface Names {
  readonly pattern: PathPattern;
  readonly sources: readonly DeclaredParams[];
  readonly vars: JsonObject;
  readonly lookup: Lookup;
}

/** What an answer finds under a name once the request was admitted. */
export function routeMeaning({ pattern, sources, vars, lookup }: Names): Meaning {
  const params = new Map(sources.map(({ name, params }) => [name as string, params]));
  return ([root, ...keys]) => {
    if (root === 'vars') return constantAt(vars, keys);
    if (root === 'request' || root === 'route') return factsAt(root, keys);
    if (!isSource(root)) return undefined;
    const declared = params.get(root);
    if (root === 'body') return declared?.[0] && schemaOf(declared[0], keys, lookup);
    const [first, ...rest] = keys;
    if (first === undefined) return { type: 'object' };
    const name = root === 'header' ? String(first).toLowerCase() : String(first);
    const param = declared?.find((one) => one.name === name);
    if (param) return root === 'file' ? fileAt(param, rest, lookup) : schemaOf(param, rest, lookup);
    if (root === 'url' && pattern.params.includes(name) && rest.length === 0) return { type: 'string' };
    return root === 'header' && rest.length === 0 ? { type: ['string', 'null'] } : undefined;
  };
}

const SOURCES: ReadonlySet<string> = new Set(PARAM_SOURCES);

function isSource(name: string): name is ParamSource {
  return SOURCES.has(name);
}

function schemaOf(param: ExpectedParam, keys: readonly (string | number)[], lookup: Lookup): JsonSchema | undefined {
  const found = schemaAt(param.schema, keys, lookup);
  const isThere = param.isRequired || param.fallback !== undefined;
  return found === undefined || isThere ? found : orNull(found);
}

const TEXT: JsonSchema = { type: 'string' };

/** A file as it is printed. */
const FILE: JsonSchema = {
  type: 'object',
  required: ['name', 'size', 'type', 'sha256'],
  properties: { name: TEXT, size: { type: 'integer', minimum: 0 }, type: TEXT, sha256: TEXT },
};
/** And what an expression may ask for beside. */
const FILE_PARTS: JsonSchema = {
  type: 'object',
  required: ['name', 'size', 'type', 'sha256', 'text'],
  properties: { ...(FILE.properties as JsonObject), text: TEXT },
};

function fileAt(param: ExpectedParam, keys: readonly (string | number)[], lookup: Lookup): JsonSchema | undefined {
  const one = keys.length === 0 ? FILE : FILE_PARTS;
  const isList = typeof param.rules?.count === 'number' && param.rules.count > 1;
  const found = schemaAt(isList ? { type: 'array', items: one } : one, keys, lookup);
  return found === undefined || param.isRequired ? found : orNull(found);
}

function constantAt(vars: JsonObject, keys: readonly (string | number)[]): JsonSchema | undefined {
  const value = valueAt(vars, keys);
  return value === undefined ? undefined : literalSchema(value);
}

const FACTS: Readonly<Record<string, JsonSchema>> = {
  'request.method': TEXT,
  'request.url.href': TEXT,
  'request.url.path': TEXT,
  'request.url.host': TEXT,
  'request.url.port': { type: 'integer' },
  'request.url.query': TEXT,
  'request.headers': { type: 'object' },
  'request.cookies': { type: 'object' },
  'request.body': { type: ['string', 'null'] },
  'request.client.host': TEXT,
  'request.client.port': { type: 'integer' },
  'request.time': { type: 'string', format: 'date-time' },
  'route.name': TEXT,
  'route.path': TEXT,
  'route.tags': { type: 'array', items: TEXT },
};

function factsAt(root: string, keys: readonly (string | number)[]): JsonSchema | undefined {
  const name = [root, ...keys].join('.');
  return Object.hasOwn(FACTS, name) ? FACTS[name] : undefined;
}
