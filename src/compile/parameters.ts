/** The parameters of a route or channel: each source compiled, each parameter listed. */

import type { CompiledSource } from '../core/kind.ts';
import { PARAM_SOURCES, type ParamSource } from '../core/source.ts';
import type { RouteSpec } from '../spec/route-spec.ts';
import type { ParameterInfo } from './compiled-route.ts';
import type { RouteContext } from './route-context.ts';

/** Reports problems; a source with nothing usable in it is left out. */
export function compileSources(
  { params, coerce }: Pick<RouteSpec, 'params' | 'coerce'>,
  context: RouteContext,
): ReadonlyMap<ParamSource, CompiledSource> {
  const compiled = new Map<ParamSource, CompiledSource>();
  for (const name of PARAM_SOURCES) {
    const kind = context.kinds.sources[name];
    const declared = params[name];
    const source = declared && kind.compile(declared, { report: context.report, schemas: context.schemas, coerce });
    if (source) compiled.set(name, source);
  }
  return compiled;
}

/** Those of the path that are not declared first, then what is declared. */
export function parameterInfos({ params, pattern }: Pick<RouteSpec, 'params' | 'pattern'>): readonly ParameterInfo[] {
  const infos: ParameterInfo[] = [];
  for (const source of PARAM_SOURCES) {
    for (const param of params[source]?.params ?? []) {
      const written =
        typeof param.spec === 'object' && param.spec !== null && 'required' in param.spec
          ? param.spec.required
          : undefined;
      const isRequired = source === 'url' || (source === 'body' ? written !== false : written === true);
      infos.push({ in: source, name: param.name, isRequired });
    }
  }
  const declared = new Set(infos.filter((info) => info.in === 'url').map((info) => info.name));
  const open = pattern.params
    .filter((name) => !declared.has(name))
    .map((name) => ({ in: 'url', name, isRequired: true }) as const);
  return [...open, ...infos];
}
