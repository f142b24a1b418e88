/** Parameter source `cookie`: the cookies of the request. */

import type { Exchange } from '../../core/exchange.ts';
import type { SourceKind } from '../../core/kind.ts';
import { parseCookieText } from './cookie-text.ts';
import { textSourceSchema } from './parameter-schema.ts';
import { compileTextParams, type TextSource } from './text-source.ts';
import { noValues, type Values } from './text-values.ts';

const COOKIE: TextSource = {
  name: 'cookie',
  unknownMember: 'near-error',
  repeats: true,
  nameFault: (name) => (/^[^\s=;]+$/.test(name) ? undefined : 'is no name of a cookie'),
};

export const cookieSource: SourceKind = {
  name: 'cookie',
  summary: 'the Cookie header',
  schema: textSourceSchema('Cookies, by name.'),
  compile(declared, scope) {
    const { settle, ...source } = compileTextParams(COOKIE, declared, scope);
    return {
      ...source,
      admit(exchange, issues) {
        const values = readCookies(exchange);
        settle(values, issues);
        return values;
      },
    };
  },
  open: readCookies,
};

function readCookies({ request }: Exchange): Values {
  const { cookie } = request.headers;
  return typeof cookie === 'string' ? parseCookieText(cookie) : noValues();
}
