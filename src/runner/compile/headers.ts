/** The headers of a request, its cookies among them. */

import type { Origin } from '../../core/origin.ts';
import type { ExpressionContext } from '../../expression/index.ts';
import type { Named } from '../../spec/route-spec.ts';
import type { RequestParams } from '../../spec/suite-spec.ts';
import { encodeValue } from './encode.ts';
import { compileFields, type Field } from './fields.ts';
import { combined, type Made } from './made.ts';
import { PrepareError } from './prepare-error.ts';

/** What no header can carry (RFC 9110 §5.5); a tab it can. */
const UNSENDABLE = /[\u0000-\u0008\u000a-\u001f\u007f]/;
/** The name of a cookie (RFC 6265 §4.1.1). */
const TOKEN = /^[!#$%&'*+.^_`|~0-9A-Za-z-]+$/;
/** What the value of a cookie cannot have (RFC 6265 §4.1.1); `%` stays, so that one that was set is sent back as it came. */
const NO_COOKIE_OCTET = /[^\u0021\u0023-\u002b\u002d-\u003a\u003c-\u005b\u005d-\u007e]+/g;

/** Undefined when a problem was reported. */
export function compileHeaders(
  { header = [], cookie = [] }: Pick<RequestParams, 'header' | 'cookie'>,
  origin: Origin,
  context: ExpressionContext,
): Made<readonly Field[]> | undefined {
  const isFine = [
    ...header.map((item) => checkHeader(item, context)),
    ...cookie.map((item) => checkCookie(item, context)),
  ];
  const headers = compileFields(header, context);
  const cookies = compileFields(cookie, context);
  if (!headers || !cookies || isFine.includes(false)) return undefined;
  const places = new Map(header.map(({ name, place }) => [name, place.origin()]));
  return combined({ headers, cookies }, (values) => {
    for (const [name, value] of values.headers) {
      if (!UNSENDABLE.test(value)) continue;
      throw new PrepareError(
        `the header "${name}" has a line break or another control character`,
        places.get(name) ?? origin,
      );
    }
    return withCookies(values.headers, values.cookies, origin);
  });
}

/** One Cookie header; what is written as `header: { cookie: … }` goes first. */
function withCookies(headers: readonly Field[], cookies: readonly Field[], origin: Origin): readonly Field[] {
  if (cookies.length === 0) return headers;
  const isCookie = ([name]: Field): boolean => name.toLowerCase() === 'cookie';
  const pairs = [
    ...headers.filter(isCookie).map(([, value]) => value),
    ...cookies.map(([name, value]) => `${name}=${value.replace(NO_COOKIE_OCTET, (part) => encodeValue(part, origin))}`),
  ];
  return [...headers.filter((field) => !isCookie(field)), ['cookie', pairs.join('; ')]];
}

/** Of values that are written out. */
function checkHeader({ name, value, place }: Named, { report }: ExpressionContext): boolean {
  const values: readonly unknown[] = Array.isArray(value) ? value : [value];
  if (!values.some((item) => typeof item === 'string' && UNSENDABLE.test(item))) return true;
  const message = `the header "${name}" has a line break or another control character`;
  report(place.problem('bad-header', message, { hint: 'write it on one line' }));
  return false;
}

function checkCookie({ name, place }: Named, { report }: ExpressionContext): boolean {
  if (TOKEN.test(name)) return true;
  const hint = 'it has no spaces, and none of ( ) < > @ , ; : \\ " / [ ] ? = { }';
  report(place.problem('bad-header', `"${name}" is no name of a cookie`, { part: 'key', hint }));
  return false;
}
