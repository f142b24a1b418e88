/** What folder defaults and a file's own keys say for everything in the file, merged from the outside in. */

import { isJsonObject, type JsonObject } from '../core/json.ts';
import type { Report } from '../core/problem.ts';
import { parsePath } from './path.ts';
import type { Located } from './route-spec.ts';
import type { Settings } from './settings.ts';

/** What surrounds the routes and channels of a file. */
export interface Layers {
  readonly settings: Settings;
  /** From the outside in: folder defaults, then the file's own keys. */
  readonly layers: readonly Located<JsonObject>[];
}

/** What all routes and channels of a file have in common. */
export interface Common {
  readonly prefix: string;
  readonly tags: readonly string[];
  readonly params: readonly Located<JsonObject>[];
  readonly vars: JsonObject;
  readonly headers: readonly Located[];
  readonly envelope: readonly Located[];
  readonly coerce: boolean;
  readonly delay: Located | undefined;
}

/** Reports what is wrong with the layers themselves. */
export function mergeLayers({ settings, layers }: Layers, report: Report): Common {
  const each = <T>(key: string, take: (found: Located) => T): T[] =>
    layers.flatMap(({ value, place }) =>
      value[key] === undefined ? [] : [take({ value: value[key], place: place.child(key) })],
    );
  return {
    prefix: each('prefix', (found) => checkPrefix(found, report)).join(''),
    tags: [...new Set(each('tags', ({ value }) => value as readonly string[]).flat())],
    params: each('params', (found) => checkParams(found as Located<JsonObject>, report)),
    vars: Object.assign({}, settings.vars, ...each('vars', ({ value }) => value)) as JsonObject,
    headers: each('headers', (found) => checkHeaders(found, report)),
    envelope: [
      ...(settings.envelope ? [{ value: settings.envelope.spec, place: settings.envelope.place }] : []),
      ...each('envelope', (found) => found),
    ],
    coerce: each('coerce', ({ value }) => value === true).at(-1) ?? settings.coerce,
    delay: each('delay', (found) => found).at(-1),
  };
}

/** Names of headers are the same in upper and lower case. */
export function checkHeaders(headers: Located, report: Report): Located {
  const first = new Map<string, string>();
  for (const name of isJsonObject(headers.value) ? Object.keys(headers.value) : []) {
    const twin = first.get(name.toLowerCase());
    if (twin === undefined) {
      first.set(name.toLowerCase(), name);
      continue;
    }
    const origin = headers.place.child(twin).origin({ part: 'key' });
    report(
      headers.place.child(name).problem('duplicate-key', `"${name}" and "${twin}" are one header`, {
        part: 'key',
        hint: 'remove one of the two; a list sends a header several times',
        related: [{ message: 'the first is here', origin }],
      }),
    );
  }
  return headers;
}

export function checkParams(params: Located<JsonObject>, report: Report): Located<JsonObject> {
  const { header } = params.value;
  if (header !== undefined) checkHeaders({ value: header, place: params.place.child('header') }, report);
  return params;
}

function checkPrefix({ value, place }: Located, report: Report): string {
  const text = String(value);
  if (text === '' || text === '/') return '';
  const pattern = parsePath(text);
  if (!('message' in pattern)) return pattern.path;
  report(
    place.problem('bad-path', pattern.message, { hint: pattern.hint, offset: pattern.offset, length: pattern.length }),
  );
  return '';
}
