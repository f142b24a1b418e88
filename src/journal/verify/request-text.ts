/** `PUT /shop/goods/1?dry_run=true` taken apart: method, path and query. */

import { CHANNEL_METHOD } from '../../compile/channel.ts';
import { ROUTE_METHODS } from '../../core/http-words.ts';
import { nearest } from '../../core/nearest.ts';
import type { Place, Report } from '../../core/problem.ts';

export interface RequestText {
  /** Upper case; undefined for any. */
  readonly method: string | undefined;
  /** Begins with `/`. */
  readonly path: string;
  /** Where the path begins in the text. */
  readonly pathOffset: number;
  /** `''` without one. */
  readonly queryText: string;
}

const METHODS = [...ROUTE_METHODS, CHANNEL_METHOD];
const USUAL = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE', 'HEAD', 'OPTIONS', 'ANY', CHANNEL_METHOD];

/** Undefined when a problem was reported. */
export function parseRequestText(written: string, place: Place, report: Report): RequestText | undefined {
  const [, method, space = '', path = '', queryText = ''] =
    /^(?:([^\s/]+)(\s+))?(\/[^?]*)(?:\?([\s\S]*))?$/.exec(written) ?? [];
  if (path === '') {
    report(place.problem('bad-route', `"${written}" is no request`, { hint: requestHint(written) }));
    return undefined;
  }
  if (method === undefined) return { method, path, pathOffset: 0, queryText };
  if (!METHODS.includes(method)) {
    const upper = method.toUpperCase();
    const meant = METHODS.includes(upper) ? upper : nearest(upper, USUAL);
    const hint = meant === undefined ? `the usual ones are ${USUAL.join(', ')}` : `did you mean "${meant} ${path}"?`;
    report(place.problem('bad-route', `"${method}" is no HTTP method`, { hint, offset: 0, length: method.length }));
    return undefined;
  }
  return { method, path, pathOffset: method.length + space.length, queryText };
}

function requestHint(written: string): string {
  const url = /^(?:(\S+)\s+)?[a-z]+:\/\/[^/\s]+(\/.*)?$/i.exec(written);
  if (url) return `write the path alone: "${url[1] === undefined ? '' : `${url[1]} `}${url[2] ?? '/'}"`;
  const joined = /^([A-Za-z]+):?(\/.*)$/.exec(written);
  return joined
    ? `write "${joined[1]?.toUpperCase()} ${joined[2]}"`
    : 'write "GET /path", or "/path" alone for any method';
}
