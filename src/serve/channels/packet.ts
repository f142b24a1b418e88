/** A message as it goes over the wire: framed once, written to every connection that it is for. */

import type { Frame } from '../../core/channel.ts';

/** What a hub can deliver: the bytes of a file are read before. */
export type ReadyFrame = Exclude<Frame, { readonly kind: 'file' }>;

export interface Packet {
  readonly frame: ReadyFrame;
  /** One unmasked, final WebSocket frame (RFC 6455 §5.2), header and payload in one piece. */
  readonly bytes: Buffer;
}

const FINAL_TEXT = 0x81;
const FINAL_BINARY = 0x82;

/** `isKept` says that it may outlive the moment: small pieces of a shared pool would then keep the whole pool. */
export function createPacket(frame: ReadyFrame, { isKept }: { readonly isKept: boolean }): Packet {
  const isText = frame.kind === 'text';
  const length = isText ? Buffer.byteLength(frame.text) : frame.bytes.length;
  const start = length < 126 ? 2 : length < 0x1_0000 ? 4 : 10;
  const bytes = isKept ? Buffer.allocUnsafeSlow(start + length) : Buffer.allocUnsafe(start + length);
  bytes[0] = isText ? FINAL_TEXT : FINAL_BINARY;
  if (start === 2) bytes[1] = length;
  else if (start === 4) {
    bytes[1] = 126;
    bytes.writeUInt16BE(length, 2);
  } else {
    bytes[1] = 127;
    bytes.writeUInt32BE(Math.floor(length / 0x1_0000_0000), 2);
    bytes.writeUInt32BE(length >>> 0, 6);
  }
  if (isText) bytes.write(frame.text, start, 'utf8');
  else bytes.set(frame.bytes, start);
  return { frame, bytes };
}
