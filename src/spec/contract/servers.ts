/** Where the paths of a contract begin: the path of its first server. */

import { isJsonObject } from '../../core/json.ts';
import { parsePath } from '../path.ts';
import type { Own } from './own.ts';
import { type LocatedObject, listOf, objectOf, type Reading, textOf } from './reading.ts';

/** `/v1`, or `''`: `x-mockapi: { prefix }` of the root wins over all servers, of paths and operations too. */
export function readRootPath(root: LocatedObject, { prefix }: Own, reading: Reading): string {
  if (prefix) return checked(prefix.text, prefix.at, 'prefix', reading);
  const written = textOf(root, 'basePath', reading);
  return written === undefined ? (readServers(root, reading) ?? '') : checked(written, root, 'basePath', reading);
}

/** The path of the first server; undefined where none is named. */
export function readServers(holder: LocatedObject, reading: Reading): string | undefined {
  const written = serverPath(holder, reading);
  return written === undefined ? undefined : checked(written, holder, 'servers', reading);
}

function serverPath(holder: LocatedObject, reading: Reading): string | undefined {
  const [first] = listOf(holder, 'servers', reading);
  if (!first || !isJsonObject(first.value)) return undefined;
  const server = { value: first.value, place: first.place };
  const url = textOf(server, 'url', reading);
  if (url === undefined) return undefined;
  const variables = objectOf(server, 'variables', reading);
  const filled = url.replace(/\{([^{}]*)\}/g, (whole, name: string) => {
    const variable = variables && objectOf(variables, name, reading);
    return (variable && textOf(variable, 'default', reading)) ?? whole;
  });
  return filled.replace(/^[a-z][a-z0-9+.-]*:\/\/[^/?#]*/i, '').replace(/[?#].*$/, '');
}

function checked(path: string, { place }: LocatedObject, key: string, { report }: Reading): string {
  const bare = path.replace(/\/+$/, '');
  if (bare === '') return '';
  const rooted = bare.startsWith('/') ? bare : `/${bare}`;
  const pattern = parsePath(rooted);
  if (!('message' in pattern)) return pattern.path;
  report(
    place.child(key).problem('bad-path', `its paths cannot begin with "${rooted}": ${pattern.message}`, {
      severity: 'warning',
      hint: 'they begin with "/"; `x-mockapi: { prefix: /v1 }` at the root says otherwise',
    }),
  );
  return '';
}
