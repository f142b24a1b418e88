/** The body of a request as bytes, and the content type that goes with it. */

import type { PreparedBody } from '../compiled-suite.ts';
import { readBytes } from '../files.ts';
import { createBoundary, encodeMultipart } from './multipart.ts';

export interface EncodedBody {
  readonly bytes: Buffer;
  /** Undefined where the request says it itself, or nobody does. */
  readonly contentType: string | undefined;
}

/** `written` is the content type that the request has of its own. Throws FileError for an upload that is not there. */
export function encodeBody(body: PreparedBody, written: string | undefined): EncodedBody {
  if (body.kind === 'bytes') return { bytes: body.bytes, contentType: undefined };
  if (body.kind === 'form') {
    const bytes = Buffer.from(formText(body.fields), 'latin1');
    return { bytes, contentType: written === undefined ? 'application/x-www-form-urlencoded' : undefined };
  }
  const ownBoundary = /^multipart\/[^;]*;.*?boundary="?([^\s";]+)/i.exec(written ?? '')?.[1];
  const boundary = ownBoundary ?? createBoundary();
  const fields = body.fields.map(([field, value]) => ({ field, bytes: Buffer.from(value, 'utf8'), file: undefined }));
  const files = body.files.map(({ field, content, name, type }) => ({
    field,
    bytes: 'bytes' in content ? content.bytes : readBytes(content.path),
    file: { name, type },
  }));
  const isSaid = ownBoundary !== undefined || (written !== undefined && !/^multipart\//i.test(written));
  return {
    bytes: encodeMultipart([...fields, ...files], boundary),
    // A content type without its boundary could be read by nobody.
    contentType: isSaid ? undefined : `${written ?? 'multipart/form-data'}; boundary=${boundary}`,
  };
}

/** `a=1&b=x+y`. */
export function formText(fields: readonly (readonly [string, string])[]): string {
  return new URLSearchParams(fields.map(([name, value]): [string, string] => [name, value])).toString();
}
