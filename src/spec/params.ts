/** `params` of the layers around a route or channel and its own, merged by source and name. */

import { isJsonObject, type JsonObject } from '../core/json.ts';
import type { DeclaredParam, DeclaredSource } from '../core/kind.ts';
import { nearest } from '../core/nearest.ts';
import type { Report } from '../core/problem.ts';
import { PARAM_SOURCES, type ParamSource } from '../core/source.ts';
import type { PathPattern } from './path.ts';
import type { DeclaredSources, Located } from './route-spec.ts';

/** Reports `url` parameters that the path does not have. */
export function checkUrlNames(params: Located<JsonObject>, pattern: PathPattern, report: Report): void {
  const url = params.value.url;
  if (!isJsonObject(url)) return;
  for (const name of Object.keys(url)) {
    if (pattern.params.includes(name) || (name === 'additional' && typeof url[name] === 'boolean')) continue;
    const meant = nearest(name, pattern.params);
    report(
      params.place.child('url', name).problem('unknown-url-parameter', `the path has no parameter "{${name}}"`, {
        part: 'key',
        hint:
          meant === undefined
            ? pattern.params.length === 0
              ? `write it as ${pattern.path}/{${name}}`
              : `it has ${pattern.params.map((param) => `{${param}}`).join(', ')}`
            : `did you mean "${meant}"?`,
      }),
    );
  }
}

/** Sources by name, parameters by name, the nearest wins; a body is one whole. */
export function mergeParams(layers: readonly Located<JsonObject>[], pattern: PathPattern): DeclaredSources {
  const merged: { [source in ParamSource]?: DeclaredSource } = {};
  for (const source of PARAM_SOURCES) {
    const written = layers.flatMap(({ value, place }) => {
      const found = value[source];
      return found === undefined || found === null ? [] : [{ value: found, place: place.child(source) }];
    });
    if (written.length === 0) continue;
    const last = written.at(-1);
    if (source === 'body' && last)
      merged.body = { additional: true, params: [{ name: '', spec: last.value, place: last.place }] };
    else merged[source] = mergeSource(source, written, pattern);
  }
  return merged;
}

function mergeSource(source: ParamSource, written: readonly Located[], pattern: PathPattern): DeclaredSource {
  const params = new Map<string, DeclaredParam>();
  let additional = true;
  for (const { value, place } of written) {
    if (!isJsonObject(value)) continue;
    for (const [key, spec] of Object.entries(value)) {
      if (key === 'additional' && typeof spec === 'boolean') {
        additional = spec;
        continue;
      }
      const name = source === 'header' ? key.toLowerCase() : key;
      if (source === 'url' && !pattern.params.includes(name)) continue;
      params.set(name, { name, spec, place: place.child(key) });
    }
  }
  return { additional, params: [...params.values()] };
}
