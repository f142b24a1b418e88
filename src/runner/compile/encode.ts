/** Percent-encoding of what goes into a path or a query (RFC 3986 §2.1). */

import type { Origin } from '../../core/origin.ts';
import { PrepareError } from './prepare-error.ts';

/** A value: nothing in it means anything to a path or a query. Throws PrepareError for half a character. */
export function encodeValue(text: string, origin: Origin): string {
  try {
    return encodeURIComponent(text);
  } catch {
    throw new PrepareError('half of a character cannot be sent', origin);
  }
}

/** A part of a path that is written as such: only what HTTP could not carry is encoded. Throws PrepareError. */
export function encodeWritten(text: string, origin: Origin): string {
  return text.replace(/[^\u0021-\u007e]+/g, (part) => encodeValue(part, origin));
}
