/** What surrounds the operations of a contract: what the document says for all of them, then a path for its own. */

import type { SecurityAlternative } from './contract-spec.ts';
import { type Own, readInnerOwn, readRootOwn } from './own.ts';
import type { LocatedObject, Reading } from './reading.ts';
import { readSchemes, readSecurity, type Schemes } from './security.ts';
import { readRootPath, readServers } from './servers.ts';
import { readMediaTypes } from './swagger.ts';

export interface Around {
  readonly schemes: Schemes;
  /** Joined before the paths, without the prefix of the folders around. */
  readonly basePath: string;
  /** True where `x-mockapi: { prefix }` says where paths begin: no server does then. */
  readonly isBaseFixed: boolean;
  readonly isSecurityOff: boolean;
  /** For operations that have none. */
  readonly security: readonly SecurityAlternative[];
  /** Swagger 2.0: for operations that have none. */
  readonly consumes: readonly string[];
  readonly produces: readonly string[];
}

const USUAL_TYPES: readonly string[] = ['application/json'];

/** That of the whole document; read once, so its mistakes are told once. */
export function readAround(root: LocatedObject, reading: Reading): Around {
  const own = readRootOwn(root, reading);
  const schemes = readSchemes(root, reading);
  const mediaTypes = (key: 'consumes' | 'produces'): readonly string[] =>
    (reading.dialect === 'swagger-2.0' ? readMediaTypes(root, key, reading) : undefined) ?? USUAL_TYPES;
  return {
    schemes,
    basePath: readRootPath(root, own, reading),
    isBaseFixed: own.prefix !== undefined,
    isSecurityOff: own.security === 'off',
    security: readSecurity(root, schemes, reading) ?? [],
    consumes: mediaTypes('consumes'),
    produces: mediaTypes('produces'),
  };
}

/** The same with what a path, or an operation, says of servers and in `x-mockapi`: the nearest wins. */
export function narrowAround(around: Around, holder: LocatedObject, reading: Reading): Around {
  const own: Own = readInnerOwn(holder, reading);
  return {
    ...around,
    basePath: around.isBaseFixed ? around.basePath : (readServers(holder, reading) ?? around.basePath),
    isSecurityOff: own.security === undefined ? around.isSecurityOff : own.security === 'off',
  };
}
