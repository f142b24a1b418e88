/** Why a connection was closed, as it fits into a close frame. */

/** RFC 6455 §5.5: a control frame has 125 bytes, two of them are the code. */
const MAX_REASON_BYTES = 123;

/** Cut between two characters where it is too long. */
export function closeReason(text: string): string {
  const bytes = Buffer.from(text);
  if (bytes.length <= MAX_REASON_BYTES) return text;
  let end = MAX_REASON_BYTES - ELLIPSIS_BYTES;
  // The bytes after the first of a character are 10xxxxxx.
  while (((bytes[end] ?? 0) & 0xc0) === 0x80) end--;
  return `${bytes.toString('utf8', 0, end)}…`;
}

const ELLIPSIS_BYTES = 3;

/** Codes that we close with ourselves. */
export const CLOSE = {
  goingAway: 1001,
  protocolError: 1002,
  invalidPayload: 1007,
  policyViolation: 1008,
  tooLarge: 1009,
  serviceRestart: 1012,
  tryAgainLater: 1013,
  /** Ours, from the range for applications (§7.4.2): the same user has connected again, and `same-user` is `replace`. */
  replaced: 4409,
} as const;
