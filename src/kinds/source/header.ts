/** Parameter source `header`: request headers, in any case. */

import type { RequestFacts } from '../../core/exchange.ts';
import type { SourceKind } from '../../core/kind.ts';
import { textSourceSchema } from './parameter-schema.ts';
import { compileTextParams, type TextSource } from './text-source.ts';
import { noValues, refusedName, type Values } from './text-values.ts';

type Headers = RequestFacts['headers'];

const HEADER: TextSource = {
  name: 'header',
  unknownMember: 'near-error',
  repeats: false,
  lowerCase: true,
  // RFC 9110 §5.6.2: a token.
  nameFault: (name) => (/^[!#$%&'*+.^_`|~0-9A-Za-z-]+$/.test(name) ? undefined : 'is no name of a header'),
};

export const headerSource: SourceKind = {
  name: 'header',
  summary: 'request headers, in any case',
  schema: textSourceSchema('Request headers, by name in any case; a list is written with commas.'),
  compile(declared, scope) {
    const { names, settle, ...source } = compileTextParams(HEADER, declared, scope);
    return {
      ...source,
      admit({ request: { headers } }, issues) {
        refuseProto(headers);
        const values = pick(headers, declared.additional ? names : [...names, ...ownNames(headers)]);
        settle(values, issues);
        return merge(headers, values);
      },
    };
  },
  open({ request: { headers } }) {
    refuseProto(headers);
    return headers;
  },
};

/** Headers that say something about the connection or that clients add unasked: `additional: false` lets them through. */
const CLIENTS_OWN = new Set(
  `accept accept-charset accept-encoding accept-language access-control-request-headers access-control-request-method
  cache-control connection content-encoding content-length content-type cookie date dnt expect forwarded host keep-alive
  origin pragma priority proxy-connection referer te trailer transfer-encoding upgrade upgrade-insecure-requests user-agent
  via x-forwarded-for x-forwarded-host x-forwarded-port x-forwarded-proto x-real-ip x-requested-with`.split(/\s+/),
);

function ownNames(headers: Headers): readonly string[] {
  return Object.keys(headers).filter((name) => !CLIENTS_OWN.has(name) && !name.startsWith('sec-'));
}

function pick(headers: Headers, names: readonly string[]): Values {
  const values = noValues();
  for (const name of names) {
    const value = Object.hasOwn(headers, name) ? headers[name] : undefined;
    if (value !== undefined) values[name] = typeof value === 'string' ? value : value.join(', ');
  }
  return values;
}

/** The headers themselves where nothing was coerced or filled in; that is most requests, and spares a copy. */
function merge(headers: Headers, values: Values): unknown {
  for (const name in values) {
    if (values[name] !== headers[name]) return Object.assign(noValues(), headers, values);
  }
  return headers;
}

function refuseProto(headers: Headers): void {
  if (Object.hasOwn(headers, '__proto__')) throw refusedName('header');
}
