/** The operations of a contract: each with all that its path and the contract say for it. */

import { ROUTE_METHODS } from '../../core/http-words.ts';
import { isJsonObject } from '../../core/json.ts';
import type { Located } from '../route-spec.ts';
import { type Around, narrowAround } from './around.ts';
import { readBody, readResponse, readResponses } from './contents.ts';
import type { ContractBody, ContractParam, ContractResponse, OperationSpec } from './contract-spec.ts';
import { readParameters } from './parameters.ts';
import { type ContractPath, readPath } from './paths.ts';
import {
  asObject,
  checkKeys,
  deref,
  entriesOf,
  flagOf,
  type LocatedObject,
  listOf,
  memberOf,
  objectOf,
  type Reading,
  type Risky,
  risky,
  textOf,
  withoutExtensions,
} from './reading.ts';
import { readSecurity } from './security.ts';
import { readMediaTypes, readSwaggerParameters, readSwaggerResponse } from './swagger.ts';

export const METHODS = ['get', 'put', 'post', 'delete', 'options', 'head', 'patch', 'trace', 'query'];
const PATH_KEYS = [...METHODS, 'summary', 'description', 'servers', 'parameters', 'additionalOperations'];
const OPERATION_KEYS = [
  ...['tags', 'summary', 'description', 'externalDocs', 'operationId', 'parameters', 'requestBody', 'responses'],
  ...['callbacks', 'deprecated', 'security', 'servers', 'consumes', 'produces', 'schemes'],
];

/** In the order of the contract. `prefix` is that of the folders around: joined before the base path. An operation that cannot be served is told and left out. */
export function readOperations(
  root: LocatedObject,
  { around, prefix }: { readonly around: Around; readonly prefix: string },
  reading: Reading,
): readonly OperationSpec[] {
  const paths = objectOf(root, 'paths', reading);
  const taken = new Map<string, OperationSpec>();
  for (const [path, member] of paths ? withoutExtensions(entriesOf(paths)) : []) {
    const atRisk = risky(reading, `nothing at ${path} is served`);
    const item = deref(member, `the path "${path}"`, atRisk, atRisk.lose);
    if (!item) continue;
    checkKeys(item, PATH_KEYS, reading);
    const inItem = narrowAround(around, item, reading);
    for (const [method, at] of operationsOf(item, reading)) {
      const operation = readOperation({ method, path, prefix, item, at, key: member }, inItem, reading);
      if (operation) addOperation(operation, taken, reading);
    }
  }
  return [...taken.values()];
}

interface Written {
  readonly method: string;
  readonly path: string;
  /** Of the folders around. */
  readonly prefix: string;
  readonly item: LocatedObject;
  readonly at: LocatedObject;
  /** Where the path is written. */
  readonly key: Located;
}

function operationsOf(item: LocatedObject, reading: Reading): readonly (readonly [string, LocatedObject])[] {
  const own = entriesOf(item).flatMap(([method, at]) => {
    const operation = METHODS.includes(method) ? asObject(at, `the operation "${method}"`, reading.report) : undefined;
    return operation ? [[method.toUpperCase(), operation] as const] : [];
  });
  const more = objectOf(item, 'additionalOperations', reading);
  const others = (more ? entriesOf(more) : []).flatMap(([method, at]) =>
    isMethod(method, at, reading) && isJsonObject(at.value)
      ? [[method.toUpperCase(), { value: at.value, place: at.place }] as const]
      : [],
  );
  return [...own, ...others];
}

/** Servers of Node take no others. */
function isMethod(method: string, { place }: Located, { report }: Reading): boolean {
  if (ROUTE_METHODS.includes(method.toUpperCase()) && method.toUpperCase() !== 'ANY') return true;
  const hint = 'it is not served; there are for example PATCH, LOCK and SEARCH';
  report(place.problem('wrong-value', `"${method}" is no method`, { part: 'key', severity: 'warning', hint }));
  return false;
}

function readOperation(
  { method, path, prefix, item, at, key }: Written,
  inItem: Around,
  outer: Reading,
): OperationSpec | undefined {
  const reading = risky(outer, `until then ${method} ${path} is not served`);
  const around = narrowAround(inItem, at, reading);
  const contractPath = readPath(path, prefix + around.basePath, key.place, reading);
  checkKeys(at, OPERATION_KEYS, reading);
  if (!contractPath) return undefined;
  const { params, body } = readRequest(item, at, contractPath, around, reading);
  const responses = readAnswers(at, around, reading);
  if (reading.isLost()) return undefined;
  return {
    method,
    pattern: contractPath.pattern,
    path,
    place: at.place,
    operationId: textOf(at, 'operationId', reading),
    summary: textOf(at, 'summary', reading) ?? textOf(item, 'summary', reading),
    description: textOf(at, 'description', reading) ?? textOf(item, 'description', reading),
    isDeprecated: flagOf(at, 'deprecated', reading) === true,
    tags: listOf(at, 'tags', reading).flatMap(({ value }) => (typeof value === 'string' ? [value] : [])),
    params,
    body,
    responses,
    security: around.isSecurityOff ? [] : (readSecurity(at, around.schemes, reading) ?? around.security),
  };
}

function readRequest(
  item: LocatedObject,
  at: LocatedObject,
  { slots }: ContractPath,
  around: Around,
  reading: Risky,
): { readonly params: readonly ContractParam[]; readonly body: ContractBody | undefined } {
  const lists = [listOf(item, 'parameters', reading), listOf(at, 'parameters', reading)];
  if (reading.dialect === 'swagger-2.0') {
    const consumes = readMediaTypes(at, 'consumes', reading) ?? around.consumes;
    return readSwaggerParameters(lists, { slots, consumes }, reading);
  }
  const written = memberOf(at, 'requestBody');
  return { params: readParameters(lists, slots, reading), body: written && readBody(written, reading) };
}

function readAnswers(at: LocatedObject, around: Around, reading: Risky): readonly ContractResponse[] {
  const written = objectOf(at, 'responses', reading);
  const isSwagger = reading.dialect === 'swagger-2.0';
  const produces = isSwagger ? (readMediaTypes(at, 'produces', reading) ?? around.produces) : [];
  const responses = written
    ? readResponses(written, reading, (status, response) =>
        isSwagger ? readSwaggerResponse(status, response, produces, reading) : readResponse(status, response, reading),
      )
    : [];
  if (responses.length > 0 || reading.isLost()) return responses;
  reading.report(
    at.place.problem('missing-key', `the operation has no ${written ? 'answer that can be sent' : '"responses"'}`, {
      part: 'key',
      severity: 'warning',
      hint: 'it answers 200 without content',
    }),
  );
  return [{ status: '200', description: '', contents: [], headers: [], place: at.place }];
}

/** Paths that differ in a trailing slash, or in what their parameters are called, take the same requests. */
function addOperation(operation: OperationSpec, taken: Map<string, OperationSpec>, { report }: Reading): void {
  const key = `${operation.method} ${operation.pattern.shape}`;
  const first = taken.get(key);
  if (!first) {
    taken.set(key, operation);
    return;
  }
  report(
    operation.place.problem(
      'duplicate-route',
      `${operation.method} ${operation.path} takes the same requests as ${first.method} ${first.path}`,
      {
        part: 'key',
        severity: 'warning',
        hint: 'only the first is served',
        related: [{ message: 'the first is here', origin: first.place.origin({ part: 'key' }) }],
      },
    ),
  );
}
