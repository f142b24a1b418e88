/** What the sources of a request brought: as it came, and as expressions saw it. */

import type { Admission, CompiledRoute } from '../compile/compiled-route.ts';
import { RequestError } from '../core/errors.ts';
import type { Exchange } from '../core/exchange.ts';
import type { Json } from '../core/json.ts';
import { PARAM_SOURCES, type ParamSource } from '../core/source.ts';
import { SOURCE_KINDS } from '../kinds/source/index.ts';
import { withoutMark } from '../kinds/source/json-text.ts';
import { plain } from './plain.ts';

export type Values = { readonly [source in ParamSource]?: Json };

/** Before anything was coerced or filled in; sources that brought nothing, or cannot be decoded, are left out, headers too. */
export function receivedValues(exchange: Exchange): Values {
  return Object.fromEntries(
    PARAM_SOURCES.filter((source) => source !== 'header').flatMap((source) => {
      const value = source === 'body' ? receivedBody(exchange) : plain(readOpen(source, exchange));
      return isNothing(value) ? [] : [[source, value]];
    }),
  );
}

/** Of the sources that the route looks at; of headers, those that it declares. Null where nothing was validated. */
export function validatedValues(
  met: Pick<CompiledRoute, 'parameters'> | undefined,
  admission: Admission | undefined,
): Values | null {
  if (!met || !admission || admission.issues.length > 0) return null;
  return Object.fromEntries(
    PARAM_SOURCES.flatMap((source) => {
      const value = plain(admission.scope[source]);
      const shown = source === 'header' ? pick(value, declaredHeaders(met)) : value;
      return isNothing(shown) ? [] : [[source, shown]];
    }),
  );
}

/** Defaults were filled into the value where it stood: the text still says what came. */
function receivedBody({ payload }: Exchange): Json {
  if (payload.kind !== 'json') return null;
  try {
    return JSON.parse(withoutMark(payload.text)) as Json;
  } catch {
    return plain(payload.value);
  }
}

function readOpen(source: ParamSource, exchange: Exchange): unknown {
  try {
    return SOURCE_KINDS[source].open(exchange);
  } catch (error) {
    if (error instanceof RequestError) return null;
    throw error;
  }
}

function declaredHeaders({ parameters }: Pick<CompiledRoute, 'parameters'>): readonly string[] {
  return parameters.filter((parameter) => parameter.in === 'header').map(({ name }) => name.toLowerCase());
}

function pick(value: Json, names: readonly string[]): Json {
  const all = Object.entries(value ?? {});
  return Object.fromEntries(all.filter(([name]) => names.includes(name)));
}

/** An empty body is something, an empty map of parameters is not. */
function isNothing(value: Json): boolean {
  return value === null || (typeof value === 'object' && !Array.isArray(value) && Object.keys(value).length === 0);
}
