/** `multipart/form-data` (RFC 7578) as bytes: every value arrives as it was written, line breaks too. */

import { randomBytes } from 'node:crypto';

export interface Part {
  readonly field: string;
  readonly bytes: Buffer;
  /** Undefined for a plain field. */
  readonly file: { readonly name: string; readonly type: string } | undefined;
}

/** No line of a body begins with it by chance. */
export function createBoundary(): string {
  return `----mockapi-${randomBytes(16).toString('hex')}`;
}

export function encodeMultipart(parts: readonly Part[], boundary: string): Buffer {
  const pieces: Buffer[] = [];
  for (const { field, bytes, file } of parts) {
    const name = file ? `; filename="${escapeName(file.name)}"` : '';
    const type = file ? `content-type: ${file.type}\r\n` : '';
    const head = `--${boundary}\r\ncontent-disposition: form-data; name="${escapeName(field)}"${name}\r\n${type}\r\n`;
    pieces.push(Buffer.from(head, 'utf8'), bytes, LINE_END);
  }
  return Buffer.concat([...pieces, Buffer.from(`--${boundary}--\r\n`, 'latin1')]);
}

const LINE_END = Buffer.from('\r\n', 'latin1');

/** As browsers write names (HTML, "multipart/form-data encoding algorithm"). */
function escapeName(name: string): string {
  return name.replaceAll('\r', '%0D').replaceAll('\n', '%0A').replaceAll('"', '%22');
}
