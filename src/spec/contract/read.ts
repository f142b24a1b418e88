/** A file with a root key `openapi` or `swagger` → the contract in canonical form. */

import { isJsonObject, type JsonObject } from '../../core/json.ts';
import type { Report } from '../../core/problem.ts';
import type { Located } from '../route-spec.ts';
import { readAround } from './around.ts';
import type { ContractDialect, ContractInfo, ContractSpec } from './contract-spec.ts';
import { readOperations } from './operations.ts';
import {
  asWarnings,
  checkKeys,
  type Follow,
  type LocatedObject,
  listOf,
  memberOf,
  objectOf,
  type Reading,
  textOf,
} from './reading.ts';

/** The key that makes a file a contract; undefined for a route file. */
export function contractKey(value: unknown): 'openapi' | 'swagger' | undefined {
  if (typeof value !== 'object' || value === null) return undefined;
  return (['openapi', 'swagger'] as const).find((key) => Object.hasOwn(value, key));
}

export interface ReadContractOptions {
  readonly follow: Follow;
  /** Of the folders around: joined before all paths. */
  readonly prefix: string;
  readonly report: Report;
}

const ROOT_KEYS = [
  ...['openapi', 'info', 'servers', 'paths', 'webhooks', 'components', 'security', 'tags', 'externalDocs'],
  ...['jsonSchemaDialect', '$self'],
];
const SWAGGER_KEYS = [
  ...['swagger', 'info', 'host', 'basePath', 'schemes', 'consumes', 'produces', 'paths', 'definitions', 'parameters'],
  ...['responses', 'securityDefinitions', 'security', 'tags', 'externalDocs', 'openapi'],
];

/** Reports every mistake; one of the document as a whole is an error, and then there is nothing to serve. */
export function readContract(
  { value, place }: Located<JsonObject>,
  options: ReadContractOptions,
): ContractSpec | undefined {
  const root: LocatedObject = { value, place };
  const dialect = readDialect(root, options.report);
  if (!dialect) return undefined;
  const reading: Reading = { dialect, follow: options.follow, report: asWarnings(options.report) };
  checkKeys(root, dialect === 'swagger-2.0' ? SWAGGER_KEYS : ROOT_KEYS, reading);
  if (!memberOf(root, 'paths') && !memberOf(root, 'webhooks')) {
    options.report(
      place.problem('missing-key', 'the contract has no "paths"', { hint: 'add the paths that it is about' }),
    );
    return undefined;
  }
  const around = readAround(root, reading);
  return {
    dialect,
    info: readInfo(root, reading),
    tags: listOf(root, 'tags', reading).flatMap((item) => {
      const tag = isJsonObject(item.value) ? { value: item.value, place: item.place } : undefined;
      const name = tag && textOf(tag, 'name', reading);
      return tag && name !== undefined ? [{ name, description: textOf(tag, 'description', reading) }] : [];
    }),
    basePath: options.prefix + around.basePath,
    operations: readOperations(root, { around, prefix: options.prefix }, reading),
  };
}

function readDialect(root: LocatedObject, report: Report): ContractDialect | undefined {
  const key = contractKey(root.value) ?? 'openapi';
  const place = root.place.child(key);
  // YAML takes `openapi: 3.1` for a number.
  const version = String(root.value[key]);
  if (key === 'swagger' && /^2(\.0)?$/.test(version)) return 'swagger-2.0';
  if (key === 'openapi' && /^3\.0(\.|$)/.test(version)) return 'openapi-3.0';
  if (key === 'openapi' && /^3\.[12](\.|$)/.test(version)) return 'openapi-3.1';
  const message = `there is no ${key === 'swagger' ? 'Swagger' : 'OpenAPI'} ${JSON.stringify(root.value[key])} that is known here`;
  report(place.problem('wrong-value', message, { hint: 'write openapi: 3.1.0, openapi: 3.0.3 or swagger: "2.0"' }));
  return undefined;
}

function readInfo(root: LocatedObject, reading: Reading): ContractInfo {
  const info = objectOf(root, 'info', reading);
  return {
    title: (info && textOf(info, 'title', reading)) ?? '',
    version: (info && textOf(info, 'version', reading)) ?? '',
    description: info && textOf(info, 'description', reading),
  };
}
