/** How the raw texts of one place are taken out of a request: decided when a route is compiled. */

import type { Exchange } from '../../core/exchange.ts';
import { isJsonObject } from '../../core/json.ts';
import type { PathPattern } from '../../spec/path.ts';
import { readRawCookies } from './raw-cookie.ts';
import { readFields, readRawForm } from './raw-form.ts';
import { readRawHeaders } from './raw-header.ts';
import { rawPathTexts } from './raw-path.ts';
import { readRawQuery } from './raw-query.ts';
import { itself, type RawSource } from './raw-source.ts';
import type { StyledParam, StyledPlace } from './styled-param.ts';

/**
 * The returned function is called once per request, for all parameters of the place.
 * It throws RequestError (400) for what cannot be decoded. `pattern` is the route's, for `url`.
 */
export function compileRaw(
  place: StyledPlace,
  params: readonly StyledParam[],
  pattern?: PathPattern,
): (exchange: Exchange) => RawSource {
  const looksInside = params.some((param) => param.in === place && looksForDelimiters(param));
  switch (place) {
    case 'url':
      return (exchange) => readPath(exchange, looksInside ? pattern : undefined);
    case 'query':
      return ({ request }) => readRawQuery(request.queryText);
    case 'header':
      return ({ request }) => readRawHeaders(request.headers);
    case 'cookie':
      return ({ request }) => readRawCookies(request.headers);
    case 'form':
      return ({ payload }) => (looksInside ? readRawForm(payload) : readFields(payload));
  }
}

/** What was decoded already will do for scalars and for what is written under several names. */
function looksForDelimiters({ in: place, style, isExploded, allowsReserved, mediaType, schema }: StyledParam): boolean {
  if (mediaType !== undefined) return false;
  if (place === 'form') return allowsReserved || (style !== 'deepObject' && !isExploded);
  if (style !== 'simple') return true;
  const type = isJsonObject(schema) ? schema.type : undefined;
  return typeof type !== 'string' || type === 'array' || type === 'object';
}

function readPath({ pathParams, request }: Exchange, pattern: PathPattern | undefined): RawSource {
  const raws = pattern && rawPathTexts(request.path, pattern);
  return {
    in: 'url',
    encoding: raws ? 'percent' : 'none',
    find(name) {
      const text = Object.hasOwn(pathParams, name) ? pathParams[name] : undefined;
      return text === undefined
        ? undefined
        : [{ raw: raws ? (raws.get(name) ?? encodeURIComponent(text)) : text, text }];
    },
    names: () => Object.keys(pathParams),
    decode: raws ? decodeURIComponent : itself,
  };
}
