/** Where the paths of a contract begin: the path of its first server. */

import { isJsonObject } from '../../core/json.ts';
import { parsePath } from '../path.ts';
import { type LocatedObject, listOf, objectOf, type Reading, textOf } from './reading.ts';

/** `/v1`, or `''`. The nearest holder that says something of it wins; `x-mockapi: { prefix }` wins over all. */
export function readBasePath(holders: readonly LocatedObject[], reading: Reading): string {
  for (const holder of holders.toReversed()) {
    const own = objectOf(holder, 'x-mockapi', { report() {} });
    const prefix = own && textOf(own, 'prefix', reading);
    if (own && prefix !== undefined) return checked(prefix, own, 'prefix', reading);
    const written =
      holder.value.basePath === undefined ? serverPath(holder, reading) : textOf(holder, 'basePath', reading);
    if (written !== undefined)
      return checked(written, holder, holder.value.basePath === undefined ? 'servers' : 'basePath', reading);
  }
  return '';
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
