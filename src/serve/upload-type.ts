/** The media type of an upload: what its bytes say where the type has a signature, else the client's word. */

import type { StoredBytes } from './spool.ts';

const UNKNOWN = 'application/octet-stream';

/**
 * Containers, and which of the types that they may hold have no signature of their own: there the client knows better.
 * (An old Word file is any compound file, an SVG drawing is any XML.)
 */
const CONTENTS: Readonly<Record<string, RegExp>> = {
  'application/zip': /^application\/(?:vnd\.|java-archive$|.+\+zip$)/,
  'application/x-cfb': /^application\/(?:msword$|vnd\.)/,
  'application/xml': /^text\/xml$|\+xml$/,
};

/** Texts may or may not begin with something to know them by. */
const TEXTUAL = /^text\/|[/+](?:xml|json)$/;

/** `claimed` is the Content-Type of the part, in lower case and without parameters; `''` when it has none. */
export async function judgeType(claimed: string, stored: StoredBytes): Promise<string> {
  const { fileTypeFromBuffer, fileTypeFromFile, supportedMimeTypes } = await import('file-type');
  const found = await (typeof stored.at === 'string' ? fileTypeFromFile(stored.at) : fileTypeFromBuffer(stored.at));
  const hasSignature = supportedMimeTypes.has(claimed) && !TEXTUAL.test(claimed);
  // A claim that the bytes would bear out if it were true is not believed.
  if (found === undefined) return claimed === '' || hasSignature ? UNKNOWN : claimed;
  return !hasSignature && CONTENTS[found.mime]?.test(claimed) ? claimed : found.mime;
}
