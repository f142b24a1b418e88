/** Takes the content codings off a body (RFC 9110 §8.4): whoever names no Accept-Encoding has to take any. */

import { promisify } from 'node:util';
import { brotliDecompress, gunzip, inflate, inflateRaw } from 'node:zlib';

export type Inflated = { readonly bytes: Buffer } | { readonly fault: string };

type Decode = (bytes: Buffer, options: { readonly maxOutputLength: number }) => Promise<Buffer>;

const gunzipped: Decode = promisify(gunzip);
const brotli: Decode = promisify(brotliDecompress);
const zlib: Decode = promisify(inflate);
const rawDeflate: Decode = promisify(inflateRaw);

const DECODERS: ReadonlyMap<string, Decode> = new Map([
  ['gzip', gunzipped],
  ['x-gzip', gunzipped],
  ['br', brotli],
  // Some services send it without the zlib wrapper that the standard asks for.
  ['deflate', (bytes, options) => (((bytes[0] ?? 0) & 0x0f) === 8 ? zlib : rawDeflate)(bytes, options)],
]);

/** Codings that are not known leave the bytes as they are. */
export async function inflateBody(bytes: Buffer, contentEncoding: string, maxBytes: number): Promise<Inflated> {
  const codings = contentEncoding
    .toLowerCase()
    .split(',')
    .map((coding) => coding.trim())
    .reverse();
  let plain = bytes;
  for (const coding of codings) {
    const decode = DECODERS.get(coding);
    if (!decode) break;
    try {
      plain = await decode(plain, { maxOutputLength: maxBytes });
    } catch (error) {
      const why = error instanceof Error ? error.message : String(error);
      return { fault: `the body cannot be decoded, though its content encoding is "${coding}": ${why}` };
    }
  }
  return { bytes: plain };
}
