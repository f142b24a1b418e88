/** An uploaded file as expressions see it. */

import type { UploadedFile } from '../../core/exchange.ts';
import { ANYTHING, type Known } from '../../core/names.ts';

/** Printed whole it shows name, size, type and sha256; `text` is read only when an expression asks for it. */
export function fileValue(file: UploadedFile): object {
  const { name, size, type, sha256 } = file;
  // Not enumerable: whatever lists or serialises the value would read the content otherwise.
  return Object.defineProperty({ name, size, type, sha256 }, 'text', { get: () => file.text });
}

/** What expressions may use of one file. */
export const KNOWN_FILE: Known = {
  members: new Map(['name', 'size', 'type', 'sha256', 'text'].map((member) => [member, ANYTHING])),
  unknownMember: 'error',
};
