/** ETag and Last-Modified of what is sent, and the conditions of a request that they decide. */

import type { IncomingHttpHeaders } from 'node:http';

export interface FileValidators {
  /** Strong: two versions of a file differ in size or in the time of their last change. */
  readonly etag: string;
  /** IMF-fixdate, whole seconds. */
  readonly lastModified: string;
}

export function fileValidators(stats: { readonly size: number; readonly mtimeMs: number }): FileValidators {
  const changed = Math.round(stats.mtimeMs * 1000).toString(36);
  return { etag: `"${stats.size.toString(36)}-${changed}"`, lastModified: new Date(stats.mtimeMs).toUTCString() };
}

/** True when the client has this version already: If-None-Match, else If-Modified-Since (RFC 9110 §13.2.2). */
export function isFresh(headers: IncomingHttpHeaders, { etag, lastModified }: FileValidators): boolean {
  if (headers['if-none-match'] !== undefined) return hasVersion(headers, etag);
  const since = headers['if-modified-since'];
  return since !== undefined && Date.parse(lastModified) <= Date.parse(since);
}

/** True when If-None-Match names this version. */
export function hasVersion(headers: IncomingHttpHeaders, etag: string): boolean {
  const known = headers['if-none-match'];
  return known !== undefined && (known.trim() === '*' || entityTags(known).includes(etag));
}

/** True when a Range still belongs to this version, or was asked for without a condition (RFC 9110 §13.1.5). */
export function isRangeValid(headers: IncomingHttpHeaders, { etag, lastModified }: FileValidators): boolean {
  const condition = headers['if-range'];
  return condition === undefined || condition === etag || condition === lastModified;
}

/** Compared weakly: `W/` makes no difference to If-None-Match. */
function entityTags(list: string): string[] {
  return list.match(/"[^"]*"/g) ?? [];
}
